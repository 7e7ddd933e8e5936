// The browser of the stories: pages in a language, a theme and a width; and what every screen must keep whatever it shows:
// no error in the console, nothing wider than the window, no text cut off, and the rules of WCAG 2.2 AA.
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export const WIDTHS = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } };

export function launch() {
  return chromium.launch({ executablePath: EXECUTABLE, args: ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'] });
}

/**
 * A page of its own browser context. What goes wrong on it is collected in `page.troubles`, unless a pattern in
 * `page.forgiven` expects it.
 */
export async function openPage(browser, { origin, lang = 'ko', theme = 'light', width = 1440, scale = 1 }) {
  const context = await browser.newContext({
    baseURL: origin, viewport: WIDTHS[width] ?? { width, height: 900 }, deviceScaleFactor: scale, colorScheme: theme,
    locale: lang === 'ko' ? 'ko-KR' : 'en-US', timezoneId: 'Asia/Seoul', reducedMotion: 'reduce', hasTouch: width < 640,
  });
  await context.addInitScript((language) => {
    if (!localStorage.getItem('yeojido.language')) localStorage.setItem('yeojido.language', language);
  }, lang);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.troubles = [];
  page.forgiven = [];
  const trouble = (said) => {
    if (!page.forgiven.some((pattern) => pattern.test(said))) page.troubles.push(said);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') trouble(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => trouble(`page error: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400) trouble(`${response.status()} ${response.url()}`);
  });
  return page;
}

/** Waits until nothing on the page is still being read and the type is there. */
export async function settle(page) {
  // findings are computed when a map is first asked for, which takes its time
  await page.waitForFunction(() => document.querySelector('h1, h2, [role="alert"]') !== null
    && document.querySelector('[data-loading], [aria-busy="true"]') === null, undefined, { timeout: 120_000 });
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); });
  });
}

/** Runs in the page: what is too wide and what is cut, as sentences. */
function misfits() {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth}`);
  const name = (element) => {
    const text = (element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 50);
    return `${element.tagName.toLowerCase()}.${String(element.getAttribute('class') ?? '').split(' ')[0]} “${text}”`;
  };
  const scrolls = (style) => /auto|scroll/.test(style.overflowX);
  const unseen = (element) => element.closest('.hidden-text, [hidden], [inert]') !== null || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const clampedOnPurpose = (element) => {
    for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).webkitLineClamp !== 'none') return true;
    return false;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || !element || seen.has(element) || /^(SCRIPT|STYLE|OPTION|TITLE|TEXTAREA)$/i.test(element.tagName)) continue;
    seen.add(element);
    if (unseen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    // the nearest ancestor that hides what sticks out decides whether something is cut
    for (let at = element; at && at !== root; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (scrolls(style)) break;
      const edge = at.getBoundingClientRect();
      const across = /hidden|clip/.test(style.overflowX) && (box.right > edge.right + 1.5 || box.left < edge.left - 1.5);
      const down = /hidden|clip/.test(style.overflowY) && (box.bottom > edge.bottom + 3 || box.top < edge.top - 3);
      if ((across || down) && edge.width > 2 && !clampedOnPurpose(element)) {
        found.push(`cut: ${name(element)} in ${name(at).split(' ')[0]}`);
        break;
      }
      if (style.position === 'fixed') break;
    }
    if (box.right > root.clientWidth + 1.5 || box.left < -1.5) {
      let inScroller = false;
      for (let at = element; at; at = at.parentElement) inScroller ||= scrolls(getComputedStyle(at));
      if (!inScroller) found.push(`outside the window: ${name(element)}`);
    }
  }
  return found;
}

/** Everything wrong with what is on screen now; an empty list is a good screen. */
export async function faults(page, { axe = true } = {}) {
  await settle(page);
  const found = await page.evaluate(misfits);
  if (axe) {
    // as tall as the page, so that no target lies under the bar at the foot of a phone, from where it could be scrolled
    const { width, height } = page.viewportSize();
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    if (whole > height) await page.setViewportSize({ width, height: Math.min(whole + 80, 12_000) });
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    found.push(...violations.map(({ id, nodes }) => `axe ${id}: ${nodes.slice(0, 3).map(({ target, any }) => `${target.join(' ')}${any[0] ? ` (${any[0].message})` : ''}`).join(' | ')}`));
    await page.setViewportSize({ width, height });
  }
  found.push(...page.troubles.splice(0));
  return found;
}

/** What is on screen, at both widths; throws with all that is wrong. The window is left as wide as it was. */
export async function inspect(page, name, { widths = [1440, 390] } = {}) {
  const before = page.viewportSize();
  const found = [];
  for (const width of widths) {
    await page.setViewportSize(WIDTHS[width]);
    found.push(...(await faults(page)).map((fault) => `${name} at ${width}: ${fault}`));
  }
  await page.setViewportSize(before);
  await settle(page);
  if (found.length > 0) throw new Error(`${found.length} faults\n  ${found.join('\n  ')}`);
}
