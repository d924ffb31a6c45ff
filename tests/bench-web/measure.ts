/** Lighthouse as a phone on a slow network sees a page (its own mobile preset), and axe on the same page. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import type { BrowserContext } from 'playwright-core';
import { allAccessibilityProblems } from '../e2e/page-checks.ts';
import { openProfile } from '../support/browser.ts';
import { freePort } from '../support/hall.ts';

export const categories = ['performance', 'accessibility', 'best-practices'] as const;
export type Category = (typeof categories)[number];

export interface MeasuredPage {
  page: string;
  /** One list of scores, 0 to 100, of each category. */
  scores: Record<Category, number[]>;
  /** Largest contentful paint and total blocking time of each run, in ms. */
  lcp: number[];
  tbt: number[];
  axe: number;
  /** What cost points, of the last run. */
  lost: string[];
}

export interface PageToMeasure {
  page: string;
  url: string;
  /** What the hall keeps on the device. */
  kept: Record<string, unknown>;
}

export interface Meter {
  measure(page: PageToMeasure, runs: number): Promise<MeasuredPage>;
  close(): Promise<void>;
}

export async function openMeter(): Promise<Meter> {
  const folder = mkdtempSync(join(tmpdir(), 'dianting-bench-web-'));
  const port = await freePort();
  const context = await openProfile(folder, port);
  return {
    async measure(page, runs) {
      const measured: MeasuredPage = {
        page: page.page,
        scores: { performance: [], accessibility: [], 'best-practices': [] },
        lcp: [],
        tbt: [],
        axe: await prepare(context, page),
        lost: [],
      };
      for (let run = 0; run < runs; run += 1) await addRun(context, port, page.url, measured);
      return measured;
    },
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Signs in as the hall would find it on the device, and asks axe on the way. @returns how much axe found */
async function prepare(context: BrowserContext, { url, kept }: PageToMeasure): Promise<number> {
  const page = await context.newPage();
  await page.goto(new URL('/', url).href);
  const lines = Object.entries(kept).map(
    ([key, data]) => `localStorage.setItem('hall:${key}', ${JSON.stringify(JSON.stringify({ data }))});`,
  );
  await page.evaluate(`localStorage.clear(); ${lines.join(' ')}`);
  await page.goto('about:blank');
  await page.goto(url);
  await page.waitForLoadState('networkidle');
  const found = (await allAccessibilityProblems(page)).length;
  await page.close();
  return found;
}

/** A first visit each time: nothing in the cache and no service worker, but signed in. */
async function addRun(context: BrowserContext, port: number, url: string, to: MeasuredPage): Promise<void> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await session.send('Storage.clearDataForOrigin', {
    origin: new URL(url).origin,
    storageTypes: 'service_workers,cache_storage',
  });
  await page.close();
  const result = await lighthouse(url, {
    port,
    onlyCategories: [...categories],
    disableStorageReset: true,
    logLevel: 'silent',
  });
  if (!result) throw new Error(`Lighthouse said nothing of ${url}`);
  const { audits, categories: judged } = result.lhr;
  for (const category of categories)
    to.scores[category].push(Math.round((judged[category]?.score ?? 0) * 100));
  to.lcp.push(audits['largest-contentful-paint']?.numericValue ?? 0);
  to.tbt.push(audits['total-blocking-time']?.numericValue ?? 0);
  const weighed = categories.flatMap(category => judged[category]?.auditRefs ?? []);
  to.lost = weighed
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => id);
}
