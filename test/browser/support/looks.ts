import { readFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What of a page is not for everybody, by axe; once all that moves has come to rest. */
export async function axeFindings(page: Page): Promise<object[]> {
  // Under the page's policy no script may be added to it, but evaluated it may be.
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  await atRest(page);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.map(({ id, nodes }) => ({
    page: page.url(),
    id,
    nodes: nodes.map(({ html, failureSummary }) => [html, failureSummary]),
  }));
}

/** Once nothing moves any more. */
async function atRest(page: Page): Promise<void> {
  // Not by waiting for a function: that is made of a string, which the page's policy forbids.
  await page.evaluate(`Promise.allSettled(
    document.getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
      .map(({ finished }) => finished),
  )`);
}

/** By how many pixels a page is wider than its window. */
export async function overflowOf(page: Page): Promise<number> {
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
  await atRest(page);
  return page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
}

const PHONE_WIDTH = 360;

/** Looks at the page as it is: light and dark, on a desk and on a phone. */
export async function looksOf(page: Page): Promise<{ axe: object[]; overflow: number }> {
  const before = page.viewportSize()!;
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  const light = await axeFindings(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await axeFindings(page);
  await page.setViewportSize({ ...before, width: PHONE_WIDTH });
  const overflow = await overflowOf(page);
  await page.setViewportSize(before);
  return { axe: [...light, ...dark], overflow };
}

/** Nothing to be said against a page. */
export const GOOD_LOOKS = { axe: [], overflow: 0 };
