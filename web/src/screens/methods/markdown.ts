// Our own documents as HTML: headings can be led to, tables and formulas scroll in a box of their own, and of the links only
// those that lead to a page of ours stay.
import { Marked, type Tokens } from 'marked';
import { anchorOf, PAGES } from '../../parts/help/topics';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export function pageHtml(markdown: string, base: string, table: string): string {
  const box = (inner: string) => `<div class="scrolls" tabindex="0" role="region" aria-label="${escaped(table)}">${inner}</div>`;
  const plain = new Marked();
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        // the bar above has the page's own heading
        const level = Math.min(6, depth + 1);
        return `<h${level} id="${escaped(anchorOf(text))}" tabindex="-1">${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens);
        const [, page, anchor = ''] = /^(?:(\w+)\.md)?(#.*)?$/.exec(href) ?? [];
        const known = page === undefined ? anchor !== '' : PAGES.some((one) => one === page);
        return known ? `<a href="${escaped(page === undefined ? anchor : `${base}/${page}${anchor}`)}">${inner}</a>` : inner;
      },
      blockquote({ tokens }: Tokens.Blockquote) {
        return `<blockquote lang="ko">${this.parser.parse(tokens)}</blockquote>\n`;
      },
      code({ text }: Tokens.Code) {
        return box(`<pre>${escaped(text)}</pre>`);
      },
      table({ raw }: Tokens.Table) {
        return box(plain.parse(raw, { async: false }));
      },
    },
  });
  return marked.parse(markdown, { async: false });
}
