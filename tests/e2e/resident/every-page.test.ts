/** Every page of the hall in a browser: for those who see, hear or move less well, and for those who use no pointer. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { type Kept, keepOnDevice } from '../../support/kept-on-device.ts';
import { allAccessibilityProblems, complaintsOf } from '../page-checks.ts';

/** By address: the client is checked by its own settings, not by those of the tests. */
const { pages } = (await import(
  new URL('../../../client/miniapp/src/navigation/pages.ts', import.meta.url).href
)) as { pages: Record<string, string> };

/** What these pages say of a number that nobody knows; the pages of real ones are looked at in stories of their own. */
const strange = { paymentNo: 'P2026010100000000000001', outageNo: 'TD20260101000001', token: 'x'.repeat(43) };

let hall: RunningHall;
let browser: Browser;
let token: string;
let known: Record<string, string>;

beforeAll(async () => {
  hall = await startHall({ web: true });
  const home = await hall.world.household();
  const { billNo } = await hall.world.bill(home);
  const resident = await hall.world.resident({ phone: home.phone });
  await hall.world.bind(resident, home, { isHolder: true, isDefault: true });
  token = resident.token;
  known = { accountNo: home.accountNo, billNo, ...strange };
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

const addresses = Object.entries(pages).map(([name, path]) => ({ name, path }));

async function openDevice(kept: Omit<Kept, 'token'>): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    locale: kept.language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  await keepOnDevice(context, { token, ...kept });
  return context;
}

/** A new document each time: Taro keeps the pages one came from in the old one. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${hall.url}/#/${path}?${new URLSearchParams(known)}`);
  await page.locator('.hall__main').filter({ visible: true }).first().waitFor();
  await page.waitForLoadState('networkidle');
}

const ways: [string, Omit<Kept, 'token'>][] = [
  ['in Chinese', { language: 'zh' }],
  ['in English, dark, in the largest type', { language: 'en', theme: 'dark', type: 'larger' }],
];

describe.each(ways)('%s', (_, kept) => {
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    context = await openDevice(kept);
    page = await context.newPage();
    complaints = complaintsOf(page);
  });
  afterAll(() => context?.close());

  test.each(addresses)(
    '$name has no fault that axe knows of, and is no wider than the screen',
    async ({ path }) => {
      await visit(page, path);
      expect(await allAccessibilityProblems(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
      expect(complaints).toEqual([]);
    },
  );
});

describe('by keyboard', () => {
  let context: BrowserContext;
  let page: Page;
  beforeAll(async () => {
    context = await openDevice({ language: 'zh' });
    page = await context.newPage();
  });
  afterAll(() => context?.close());

  test.each(addresses)('everything on $name is reached by Tab and shows where one is', async ({ path }) => {
    await visit(page, path);
    const expected = await page.evaluate<number>(markStops);
    const reached = new Set<string>();
    const unseen: string[] = [];
    for (let step = 0; step < expected + 3; step += 1) {
      await page.keyboard.press('Tab');
      const { stop, seen, html } = await page.evaluate<Focus>(focus);
      if (stop !== null) reached.add(stop);
      if (stop !== null && !seen) unseen.push(html);
    }
    expect({ reached: reached.size, unseen }).toEqual({ reached: expected, unseen: [] });
  });
});

interface Focus {
  stop: string | null;
  seen: boolean;
  html: string;
}

/** Numbers whatever a pointer could use; of the radios of a group, one. */
const markStops = `(() => {
  const stops = [...document.querySelectorAll('button:not([disabled]), a[href], input, select, textarea')]
    .filter(one => one.checkVisibility() && !(one.getAttribute('role') === 'radio' && one.tabIndex < 0));
  stops.forEach((one, index) => one.setAttribute('data-stop', index));
  return stops.length;
})()`;

const focus = `(() => {
  const one = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  return { stop: one.getAttribute('data-stop'), seen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1, html: one.outerHTML.slice(0, 160) };
})()`;
