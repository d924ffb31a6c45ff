/** Quiet hours as a resident sets them: what is written in the evening arrives in the morning they chose. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { type Database, openDatabase } from '../../../server/src/infra/database.ts';
import { queueNotice } from '../../../server/src/modules/messages/index.ts';
import { openBrowser } from '../../support/browser.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { accessibilityProblems } from '../page-checks.ts';
import { openPhone, type ResidentPhone } from './resident-phone.ts';

const clock = movingClock();
let hall: RunningHall;
let db: Database;
let browser: Browser;
let phone: ResidentPhone;
const number = '13300004321';

/** Moves on to the next time that a clock in Beijing shows this. */
function until(time: string): void {
  const now = clock.now().getTime();
  const today = new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);
  const at = Date.parse(`${today}T${time}:00+08:00`);
  clock.pass(((at > now ? at : at + 86_400_000) - now) / 1000);
}

beforeAll(async () => {
  until('20:00');
  [hall, browser] = await Promise.all([startHall({ web: true, clock }), openBrowser()]);
  db = openDatabase({ url: hall.owner.options.connectionString! });
  phone = await openPhone(browser, hall);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await db?.close();
  await hall?.close();
});

/** An ordinary message and one about safety, queued now; both are handled as far as they may be. */
async function write(key: string): Promise<void> {
  const { rows } = await hall.owner.query<{ id: string }>(
    `SELECT person_id AS id FROM identities WHERE provider = 'phone' ORDER BY created_at DESC LIMIT 1`,
  );
  const personId = rows[0]!.id;
  const params = { balanceFen: 2_350, daysLeft: 4, asOfOn: '2026-11-28' };
  await db.inSqlTransaction(async tx => {
    await queueNotice(tx, { event: 'low-balance', personId, params, dedupeKey: `${key}:alert` });
    await queueNotice(tx, { event: 'supply-restored', personId, params: {}, dedupeKey: `${key}:safety` });
  });
  await handle();
}
async function handle(): Promise<void> {
  for (const job of ['deliver-outbox', 'deliver-notices']) await hall.app.runJob(job);
  await hall.app.idle();
}
/** What has reached the telephone, by its template. */
async function arrived(): Promise<string[]> {
  const texts = await hall.sandbox.get<{ template: string }[]>(`/control/sms?phone=${number}`);
  return texts.map(({ template }) => template).filter(name => !name.startsWith('sign-in-code'));
}

test('longer quiet hours are one tap, and the evening’s news comes at nine; what is about safety comes at once', async () => {
  const { page } = phone;
  await phone.signIn(number);
  await page.goto(`${hall.url}/#/packages/message/settings/index`);
  const choice = (name: string, state = {}) =>
    page.getByRole('radio', { name, ...state }).filter({ visible: true });
  await choice('22:00–07:00', { checked: true }).waitFor();
  await choice('21:00–09:00').click();
  await choice('21:00–09:00', { checked: true }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  until('21:30');
  await write('evening');
  expect(await arrived()).toEqual(['supply-restored.zh']);
  until('08:59');
  await handle();
  expect(await arrived()).toHaveLength(1);
  until('09:01');
  await handle();
  expect((await arrived()).sort()).toEqual(['low-balance.zh', 'supply-restored.zh']);
}, 120_000);

test('without quiet hours the same message comes at midnight', async () => {
  const { page } = phone;
  const before = (await arrived()).length;
  await page.reload();
  await page.getByRole('radio', { name: '不设' }).filter({ visible: true }).click();
  await page.getByRole('radio', { name: '不设', checked: true }).filter({ visible: true }).waitFor();
  until('00:30');
  await write('midnight');
  expect(await arrived()).toHaveLength(before + 2);
  expect(phone.complaints).toEqual([]);
}, 120_000);
