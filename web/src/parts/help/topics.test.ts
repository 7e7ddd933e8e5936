// @vitest-environment node
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import en from '../../locales/en/help.json';
import ko from '../../locales/ko/help.json';
import { anchorOf, PAGES, TOPICS, type Topic } from './topics';

const NAMES = Object.keys(TOPICS) as Topic[];

it.each(NAMES)('%s leads to a heading that is there', async (name) => {
  const [page = '', anchor] = TOPICS[name].split('#');
  expect(PAGES).toContain(page);
  const text = await readFile(new URL(`../../../../docs/${page}.md`, import.meta.url), 'utf8');
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading ?? ''));
  expect(headings).toContain(anchor);
});

it.each(NAMES)('%s says in one sentence what it is and in one how it is computed', (name) => {
  for (const words of [ko, en]) for (const says of Object.values(words.topic[name])) {
    expect(says.split(/[.。](?=\s|$)/).filter((part) => part.trim() !== '')).toHaveLength(1);
    expect(says.endsWith('.')).toBe(true);
  }
});
