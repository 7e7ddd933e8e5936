import { expect, it } from 'vitest';
import { pageHtml } from './markdown';

it('headings can be led to and links stay among our pages', () => {
  const html = pageHtml('# Walks\n## 2. What becomes of a stage\n[a](statistics.md#time-in-a-stage) [b](adr/0003.md) [c](#x) [d](https://a.b)', '/w/shop/methods', 'Table');
  expect(html).toContain('<h3 id="2-what-becomes-of-a-stage" tabindex="-1">');
  expect(html).toContain('<a href="/w/shop/methods/statistics#time-in-a-stage">a</a> b <a href="#x">c</a> d');
});

it('a table scrolls in a box that the keyboard reaches', () => {
  const html = pageHtml('| a | b |\n|---|--:|\n| 1 | `x` |\n\n```\n1 < 2\n```', '', 'Table');
  expect(html).toContain('<div class="scrolls" tabindex="0" role="region" aria-label="Table"><table>');
  expect(html).toContain('<pre>1 &lt; 2</pre>');
});
