/** How far a run is, as finance sees it while it runs: in the day's panel, from a server that is at work. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { addPartner } from '../../integration/agency/partners.ts';
import { paymentStory } from '../../integration/payments/story.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { hireStaff, openDesk, type StaffDesk } from './staff-desk.ts';

let hall: RunningHall;
let browser: Browser;
let finance: StaffDesk;
const [source, rows] = ['partner:MB0001', 250];
const day = addDays(businessDate(new Date()), -1);

beforeAll(async () => {
  [hall, browser] = await Promise.all([startHall({ web: true }), openBrowser()]);
  await hireStaff(hall);
  const units = { request: 'fen', reply: 'fen', file: 'fen' };
  await addPartner(hall, { code: 'MB0001', channels: ['mobile-bank'], units });
  finance = await openDesk(browser, hall, 'finance1');
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await hall?.close();
});

/** Somebody else who has the difference at this place open: the run waits for it as long as they do. */
async function colleague(place: number) {
  const client = await hall.owner.connect();
  await client.query('BEGIN');
  const text = `SELECT FROM reconciliation_differences WHERE id = (SELECT id FROM reconciliation_differences ORDER BY id OFFSET $1 LIMIT 1) FOR UPDATE`;
  return {
    open: () => client.query(text, [place]),
    async leave() {
      await client.query('COMMIT');
      client.release();
    },
  };
}

/** So many payments that nobody was quoted and that never reached us: each is looked into, and waits for a person. */
async function bringDayFile(): Promise<void> {
  const { accountNo } = await hall.world.household();
  const lines = Array.from(
    { length: rows },
    (_, place) => `${day.replaceAll('-', '')}|S${place}|${accountNo}|100|03|1\n`,
  );
  const query = new URLSearchParams({ source, day, part: 'day' });
  const reply = await fetch(`${hall.url}/api/v1/staff/reconciliation/files?${query}`, {
    method: 'POST',
    headers: {
      cookie: await paymentStory(hall).staff('finance'),
      'content-type': 'application/octet-stream',
    },
    body: `${rows}|${rows * 100}\n${lines.join('')}`,
  });
  expect(reply.status).toBe(202);
}

test('a day that is being reconciled shows what is done and how much of it, and then what came of it', async () => {
  await bringDayFile();
  const { page } = finance;
  await finance.open(`reconciliation/${encodeURIComponent(source)}/${day}`);
  const panel = page.getByRole('dialog');
  await panel.getByText('待对账').first().waitFor();

  const colleagues = [await colleague(150), await colleague(240)];
  const partner = (await hall.app.reconciliation.sources(day)).find(each => each.source === source)!;
  const run = hall.app.reconciliation.run(partner, day, ({ stage, done }) => {
    if (stage === 'posting' && done === 0) for (const each of colleagues) void each.open();
  });
  const posting = panel.getByRole('status').filter({ hasText: '正在补记' });
  // Told at every hundredth of 250.
  for (const [place, share] of ['40', '80'].entries()) {
    await posting.locator(`[role="progressbar"][aria-valuenow="${share}"]`).waitFor();
    await colleagues[place]!.leave();
  }
  await run;

  await panel.getByText('有差错').first().waitFor();
  expect(await panel.getByRole('progressbar').count()).toBe(0);
  await panel.getByRole('link', { name: new RegExp(`^${rows}`) }).waitFor();
  expect(finance.complaints).toEqual([]);
}, 120_000);
