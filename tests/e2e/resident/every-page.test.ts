/**
 * Every page of the hall in a browser: for those who see, hear or move less well, and for those who use no pointer. In every view, with
 * pictures: `npm run screenshots hall`.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { fullestShots, open, pageOf, type Shot, shotsOfEveryPage, tokenOf } from '../../screenshots/hall.ts';
import { type Scene, setScene } from '../../screenshots/scene.ts';
import { fillTown } from '../../screenshots/stage.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { type Kept, keepOnDevice } from '../../support/kept-on-device.ts';
import { allAccessibilityProblems, complaintsOf, contrastProblems } from '../page-checks.ts';

/** By address: the client is checked by its own settings, not by those of the tests. */
const { pages } = (await import(
  new URL('../../../client/miniapp/src/navigation/pages.ts', import.meta.url).href
)) as { pages: Record<string, string> };

/** What these pages say of a number that nobody knows; the pages of real ones are looked at below, with rows in every list. */
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

async function openDevice(kept: Omit<Kept, 'token'>, who: string | null = token): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    locale: kept.language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  await keepOnDevice(context, { token: who, ...kept });
  return context;
}

/** A new document each time: Taro keeps the pages one came from in the old one. */
async function visit(page: Page, path: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${hall.url}/#/${path}?${new URLSearchParams(known)}`);
  await page.locator('.hall__main').filter({ visible: true }).first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** As it is for somebody new, where little is there yet. */
describe('for somebody new, in Chinese', () => {
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  beforeAll(async () => {
    context = await openDevice({ language: 'zh', theme: 'system' });
    page = await context.newPage();
    complaints = complaintsOf(page);
  });
  afterAll(() => context?.close());

  test.each(addresses)(
    '$name has no fault that axe knows of, nor one of contrast in the dark, and is no wider than the screen',
    async ({ path }) => {
      await page.emulateMedia({ colorScheme: 'light' });
      await visit(page, path);
      expect(await allAccessibilityProblems(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await contrastProblems(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
      expect(complaints).toEqual([]);
    },
  );
});

/** With bills, payments, messages, cases and applications: the demo's residents, as their pages are photographed. */
describe('with rows in every list, in English, dark, in the largest type', () => {
  let town: RunningHall;
  let scene: Scene;
  let shots: Shot[];
  const pagesOf = new Map<string | null, Page>();
  const complaints: string[][] = [];
  beforeAll(async () => {
    town = await startHall({ web: true });
    await fillTown(town);
    scene = await setScene(town);
    shots = shotsOfEveryPage(scene);
  }, 240_000);
  afterAll(async () => {
    for (const page of pagesOf.values()) await page.context().close();
    await town?.close();
  });

  async function pageFor(who: string | null): Promise<Page> {
    const context = await openDevice({ language: 'en', theme: 'dark', type: 'larger' }, who);
    const page = await context.newPage();
    complaints.push(complaintsOf(page));
    pagesOf.set(who, page);
    return page;
  }

  // All three at once: so every page is looked at by all of axe in English, in the dark and in the largest type.
  test.each(addresses)(
    '$name has no fault that axe knows of, and is no wider than the screen',
    async ({ path }) => {
      const shot = fullestShots(shots).find(one => pageOf(one) === path)!;
      const who = tokenOf(scene, shot.who);
      const page = pagesOf.get(who) ?? (await pageFor(who));
      await open(page, town.url, shot);
      expect(await allAccessibilityProblems(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(375);
      expect(complaints.flat()).toEqual([]);
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
