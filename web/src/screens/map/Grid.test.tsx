import { MantineProvider } from '@mantine/core';
import { fireEvent, render, screen } from '@testing-library/react';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import common from '../../locales/ko/common.json';
import words from '../../locales/ko/map.json';
import { parseCell } from './cells';
import { MapProvider } from './context';
import { SAMPLE } from './fixture';
import { Grid } from './Grid';

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    lng: 'ko', ns: ['common', 'map'], defaultNS: 'common', fallbackNS: 'common', interpolation: { escapeValue: false },
    resources: { ko: { common, map: words } },
  });
  Element.prototype.scrollIntoView = () => undefined;
});

function show({ asTable = false, selected = null as string | null, select = vi.fn() } = {}) {
  const view = { from: null, to: null, where: [] };
  const result = render(
    <MantineProvider>
      <MapProvider value={{ ws: 'demo', map: SAMPLE, view, selected, select, visit: null }}>
        <Grid asTable={asTable} />
      </MapProvider>
    </MantineProvider>,
  );
  const atoms = [...result.container.querySelectorAll<HTMLElement>('[data-cell]')];
  const number = (cell: string) =>
    Number(atoms.find(({ dataset }) => dataset.cell === cell)?.lastElementChild?.textContent?.replace(/[^\d]/g, ''));
  return { ...result, atoms, number, select };
}

describe('the grid', () => {
  it('shows counts that add up in every stage', () => {
    const { number, container } = show();
    for (const { id, entered } of SAMPLE.stages) {
      expect(number(`${id}.went_on`) + number(`${id}.dropped`) + number(`${id}.undecided`)).toBe(entered);
      expect(container.querySelector(`[data-cell="${id}.entered"]`)?.textContent).toContain(String(entered));
    }
  });

  it('has a button behind every number of a cell, and each names a cell of the map', () => {
    const { atoms, container } = show();
    expect(atoms.length).toBeGreaterThan(20);
    for (const atom of atoms) expect(parseCell(atom.dataset.cell ?? '', SAMPLE)).not.toBeNull();
    const loose = [...container.querySelectorAll('tbody td')].filter((cell) => {
      const copy = cell.cloneNode(true) as HTMLElement;
      copy.querySelectorAll('button, svg').forEach((inside) => inside.remove());
      return /\d/.test(copy.textContent ?? '');
    });
    expect(loose).toEqual([]);
  });

  it('is one tab stop, and arrows move it', () => {
    const { atoms } = show();
    const stops = () => atoms.filter((atom) => atom.tabIndex === 0);
    expect(stops()).toHaveLength(1);
    stops()[0]?.focus();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'End' });
    expect(stops()).toHaveLength(1);
    expect(document.activeElement).toBe(atoms.at(-1));
  });

  it('opens what is clicked', () => {
    const { atoms, select } = show();
    atoms.find(({ dataset }) => dataset.cell === 'browse.dropped')?.click();
    expect(select).toHaveBeenCalledWith('browse.dropped');
  });

  it('says in words what the picture of emotion shows, and that a stage with voices has no ratings', () => {
    show({ asTable: true });
    expect(screen.getByText('−0.7 부정')).toBeTruthy();
    expect(screen.getByText('[−0.8, −0.6]')).toBeTruthy();
    expect(screen.getByText('점수 없음')).toBeTruthy();
  });

  it('names rows and columns for those who listen', () => {
    show();
    expect(screen.getAllByRole('columnheader').length).toBe(3);
    expect(screen.getAllByRole('rowheader').map((header) => header.textContent)).toContain('근거눌러서 열기');
  });
});
