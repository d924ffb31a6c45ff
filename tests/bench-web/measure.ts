/** Lighthouse as a phone on a slow network sees a page (its own mobile preset), and axe on the same page. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import type { BrowserContext } from 'playwright-core';
import { freePort } from '../../server/src/infra/free-port.ts';
import { allAccessibilityProblems } from '../e2e/page-checks.ts';
import { openProfile } from '../support/browser.ts';
import { keepingScript } from '../support/kept-on-device.ts';
import { categories, type MeasuredPage } from './judged.ts';

export interface PageToMeasure {
  page: string;
  url: string;
  /** Who is signed in; nobody: null. */
  token: string | null;
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
        machine: [],
      };
      for (let run = 0; run < runs; run += 1) addRun(await visit(context, port, page.url), measured);
      return measured;
    },
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Signs in as the hall would find it on the device, and asks axe on the way. @returns how much axe found */
async function prepare(context: BrowserContext, { url, token }: PageToMeasure): Promise<number> {
  const page = await context.newPage();
  await page.goto(new URL('/', url).href);
  await page.evaluate(`localStorage.clear(); ${keepingScript({ token, language: 'zh' })}`);
  await page.goto('about:blank');
  await page.goto(url);
  await page.waitForLoadState('networkidle');
  const found = (await allAccessibilityProblems(page)).length;
  await page.close();
  return found;
}

/** A visit that broke off says nothing of the page; it is made again, and gives up only when it breaks off each time. */
async function visit(context: BrowserContext, port: number, url: string): Promise<Visit> {
  for (let left = 2; ; left -= 1)
    try {
      return await firstVisit(context, port, url);
    } catch (error) {
      if (left === 0) throw error;
      console.warn(`once more: ${(error as Error).message.split('\n')[0]}`);
    }
}

type Visit = NonNullable<Awaited<ReturnType<typeof lighthouse>>>['lhr'];

/** A first visit each time: nothing in the cache and no service worker, but signed in. */
async function firstVisit(context: BrowserContext, port: number, url: string): Promise<Visit> {
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
    // A picture of the whole page is no part of any score and takes seconds.
    disableFullPageScreenshot: true,
    maxWaitForLoad: 60_000,
    logLevel: 'silent',
  });
  if (!result) throw new Error(`Lighthouse said nothing of ${url}`);
  if (result.lhr.runtimeError) throw new Error(`Lighthouse on ${url}: ${result.lhr.runtimeError.message}`);
  return result.lhr;
}

function addRun({ audits, categories: judged, environment }: Visit, to: MeasuredPage): void {
  for (const category of categories)
    to.scores[category].push(Math.round((judged[category]?.score ?? 0) * 100));
  to.lcp.push(audits['largest-contentful-paint']?.numericValue ?? 0);
  to.tbt.push(audits['total-blocking-time']?.numericValue ?? 0);
  to.machine.push(environment.benchmarkIndex);
  const weighed = categories.flatMap(category => judged[category]?.auditRefs ?? []);
  to.lost = weighed
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
    .map(({ id }) => id);
}
