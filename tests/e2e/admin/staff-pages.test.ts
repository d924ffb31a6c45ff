/** Every page of the staff view in a real browser: who sees it, and whether everybody can read it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { fillTown } from '../../screenshots/stage.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { allAccessibilityProblems, contrastProblems } from '../page-checks.ts';
import { openDesk, type StaffDesk } from './staff-desk.ts';

const members = ['clerk1', 'finance1', 'supervisor1', 'admin1', 'auditor1'] as const;
type Member = (typeof members)[number];

let hall: RunningHall;
let browser: Browser;
const homeTitle = /，您好$/;
const desks = {} as Record<Member, StaffDesk>;

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true }), openBrowser()]);
  await fillTown(hall);
  for (const member of members) desks[member] = await openDesk(browser, hall, member);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** The places of a member's rail. */
const placesOf = async (member: Member) => {
  const { page, open } = desks[member];
  await open('');
  // On a busy machine the network is idle before the rail stands.
  await page.locator('nav .rail-link').first().waitFor();
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('nav .rail-link')].map(link => link.getAttribute('href').replace('/admin/', ''))`,
  );
};

/** Beside the places of the rail: what the filters of some show. */
const also: Partial<Record<Member, string[]>> = {
  finance1: ['ledger/postings', 'statement-upload', 'odd-payments?status=resolved'],
};

interface Problem {
  place: string;
  width: number;
  found: unknown;
}

/** Of the place that is open: what axe finds, what is wider than its screen, and what cannot be read in the dark. */
async function problemsOf(page: Page, place: string): Promise<Problem[]> {
  const problems: Problem[] = [];
  await page.waitForLoadState('networkidle');
  for (const width of [768, 1440]) {
    await page.setViewportSize({ width, height: 860 });
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    if (overflow > 0) problems.push({ place, width, found: overflow });
  }
  // Axe takes its seconds, and finds at one width what it finds at the other.
  const found = await allAccessibilityProblems(page);
  if (found.length > 0) problems.push({ place, width: 1440, found });
  await page.emulateMedia({ colorScheme: 'dark' });
  let unreadable = await contrastProblems(page);
  // On a busy machine the table is still on its way into the dark.
  if (unreadable.length > 0) {
    await page.waitForTimeout(1_000);
    unreadable = await contrastProblems(page);
  }
  if (unreadable.length > 0) problems.push({ place, width: 1440, found: unreadable });
  await page.emulateMedia({ colorScheme: 'light' });
  return problems;
}

/** Follows a link from the first page, without loading the whole view again. @returns whether there is such a place for this member */
async function goTo(page: Page, place: string): Promise<boolean> {
  const follow = (path: string) =>
    page.evaluate(
      `history.pushState(null, '', '/admin/${path}'); dispatchEvent(new PopStateEvent('popstate'))`,
    );
  const home = page.locator('main h1').getByText(homeTitle);
  await follow('');
  await home.waitFor();
  await follow(place);
  // While a place is being loaded, the one before stays on the screen.
  await home.waitFor({ state: 'detached' });
  await page.locator('main h1').first().waitFor();
  return (await page.getByText('没有这个页面').count()) === 0;
}

describe('each role', () => {
  test('opens every place of its rail, and none that only others see; none has a fault for those who see or move less well, in light and dark, and each fits its screen', async () => {
    const shown = new Map<Member, string[]>();
    for (const member of members) shown.set(member, await placesOf(member));
    const every = [...new Set([...shown.values()].flat())].filter(place => place !== '');
    expect(every.length).toBeGreaterThan(40);
    const problems: Problem[] = [];
    const looked = new Set<string>();
    const lookOnce = async (page: Page, place: string) => {
      if (looked.has(place)) return;
      looked.add(place);
      problems.push(...(await problemsOf(page, place)));
    };
    for (const member of members) {
      const { page } = desks[member];
      for (const place of every) {
        const exists = await goTo(page, place).catch(() => 'no heading');
        expect({ member, place, exists }).toEqual({
          member,
          place,
          exists: shown.get(member)!.includes(place),
        });
        expect(await page.getByText('页面打不开').count()).toBe(0);
        if (exists === true) await lookOnce(page, place);
      }
      for (const place of also[member] ?? []) {
        await goTo(page, place);
        await lookOnce(page, place);
      }
      await desks[member].open('');
      await page.locator('main h1').getByText(homeTitle).waitFor();
      await lookOnce(page, '');
    }
    expect(problems).toEqual([]);
  }, 900_000);

  test('a page that is not for a role looks like one that does not exist', async () => {
    const { page, open } = desks.clerk1;
    for (const path of ['members', 'audit', 'ledger', 'nothing-here']) {
      await open(path);
      await page.getByText('没有这个页面').waitFor();
    }
  });
});

/** The data's own words. */
const maskedAddress = /[\u4e00-\u9fff]{2}[区市县][\u4e00-\u9fff]{2,4}(?:路|大街|大道|街)\*+号楼\*+单元\*+室/g;

describe('every page', () => {
  test('is dark where that is chosen in the rail, and stays so', async () => {
    const { page, open } = desks.finance1;
    await open('');
    await page.getByRole('button', { name: '深色外观' }).click();
    for (const path of ['', 'payments']) {
      await open(path);
      expect(await page.evaluate('document.documentElement.style.colorScheme')).toBe('dark');
    }
    await page.getByRole('button', { name: '浅色外观' }).click();
    expect(await page.evaluate('document.documentElement.style.colorScheme')).toBe('light');
  });

  test('is there in English too', async () => {
    const { page, open } = desks.supervisor1;
    await page.evaluate(`localStorage.setItem('dianting-staff-language', 'en')`);
    await open('audit');
    await page.getByRole('heading', { name: 'Audit log' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    for (const path of ['accounts', 'payments', 'odd-payments', 'ledger', 'billing-runs']) {
      await open(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const shown = (await page.locator('main').textContent())!.replaceAll(maskedAddress, '');
      expect({ path, chinese: shown.match(/[\u4e00-\u9fff]{2,}/g) ?? [] }).toEqual({ path, chinese: [] });
    }
  });

  test('broke nowhere', () => {
    expect(Object.values(desks).flatMap(desk => desk.complaints)).toEqual([]);
  });
});
