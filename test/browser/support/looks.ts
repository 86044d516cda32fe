import type { Page } from 'playwright-core';
import { setTimeout as sleep } from 'node:timers/promises';
import { violationsOn } from './violations';

const PHONE_WIDTH = 360;
/** How long charts and tables may take to follow the window. */
const SETTLED_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** By how many pixels a page stays wider than its window. */
async function overflowOf(page: Page): Promise<number> {
  let overflow: number;
  const untilMs = Date.now() + SETTLED_WITHIN_MS;
  // Not by waiting for a function: that is made of a string, which the page's policy forbids.
  do {
    await sleep(LOOK_EVERY_MS);
    overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  } while (overflow > 0 && Date.now() < untilMs);
  return overflow;
}

/** Looks at the page as it is: light and dark, on a desk and on a phone. */
export async function looksOf(page: Page): Promise<{ axe: object[]; overflow: number }> {
  const before = page.viewportSize()!;
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' });
  const light = await violationsOn(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await violationsOn(page);
  await page.setViewportSize({ ...before, width: PHONE_WIDTH });
  const overflow = await overflowOf(page);
  await page.setViewportSize(before);
  return { axe: [...light, ...dark], overflow };
}

/** Nothing to be said against a page. */
export const GOOD_LOOKS = { axe: [], overflow: 0 };
