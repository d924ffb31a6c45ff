/** What dunning has queued, and what is really sent of it once the debt is paid or the notice taken back. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Debtor, type DunningStory, dayOf, openDunning, plusDays } from './story.ts';

let story: DunningStory;
beforeAll(async () => {
  story = await openDunning({ texts: true });
  // No report of a text message ever comes.
  await story.hall.sandbox.post('/control/faults', {
    rules: [{ gateway: 'sms', on: 'notify-receipt', fault: 'drop', count: 10_000 }],
  });
  await story.hall.app.idle();
}, 120_000);
afterAll(() => story.close());

const deliver = async () => {
  await story.hall.app.runJob('deliver-outbox');
  await story.hall.app.runJob('deliver-notices');
};
const phoneOf = ({ household }: Debtor) => household.phone;
const texts = async (debtor: Debtor) =>
  (await story.hall.sandbox.get<{ template: string }[]>(`/control/sms?phone=${phoneOf(debtor)}`)).map(
    ({ template }) => template.split('.')[0],
  );
/** The events that were told by telephone. */
const calls = async (debtor: Debtor) => {
  const made = await story.hall.sandbox.get<{ requestId: string }[]>(
    `/control/voice/calls?phone=${phoneOf(debtor)}`,
  );
  const { rows } = await story.hall.owner.query(
    `SELECT n.event FROM message_deliveries d JOIN notices n ON n.id = d.notice_id
      WHERE d.channel = 'voice' AND d.request_id = ANY ($1) ORDER BY n.id`,
    [made.map(({ requestId }) => requestId)],
  );
  return rows.map(({ event }) => event as string);
};
/** Mornings pass, with no provider at work, until the case stands there. */
const mornings = async (debtor: Debtor, status: string) => {
  for (let day = 0; day < 60 && (await story.status(debtor)) !== status; day += 1) {
    story.clock.untilBeijing('10:00');
    await story.run();
  }
  expect(await story.status(debtor)).toBe(status);
};

it('a last call that went by text message is not called out after the debt is paid', async () => {
  const debtor = await story.debtor();
  const { caseNo } = await story.until(debtor, 'proposed');
  await story.approve(caseNo);
  await mornings(debtor, 'last-call');
  await deliver();
  expect(await texts(debtor)).toEqual(['dunning-last-call']);
  story.clock.pass(5 * 60);
  await story.pays(debtor);
  await story.run();
  expect(await story.status(debtor)).toBe('closed');
  await deliver();
  // Past what a report is waited for, they are called; but only to hear that it is over.
  for (let turn = 0; turn < 3; turn += 1) {
    story.clock.pass(11 * 60);
    await deliver();
  }
  // The latest first.
  expect(await texts(debtor)).toEqual(['dunning-withdrawn', 'dunning-last-call']);
  expect(await calls(debtor)).toEqual(['dunning-withdrawn']);
});

it('a notice taken back while no provider was to be reached is never sent, nor are reminders of days ago', async () => {
  const debtor = await story.debtor();
  await mornings(debtor, 'noticed');
  expect(await story.notices(debtor)).toEqual([
    'dunning-reminder',
    'dunning-reminder-second',
    'dunning-reminder-last',
    'dunning-formal',
  ]);
  const [{ caseNo }] = (await story.file(debtor)).cases;
  const held = await story.hall.call('POST', `/staff/dunning/${caseNo}/hold`, {
    cookie: story.desk.clerk.cookie,
    body: { until: plusDays(dayOf(story.clock.now()), 3), reason: '核对中' },
  });
  expect(held.status).toBe(200);
  await story.run();
  expect(await story.status(debtor)).toBe('reminding');
  await deliver();
  expect(await texts(debtor)).toEqual(['dunning-withdrawn']);
  await story.pays(debtor);
  await story.run();
});

it('a notice that is rejected by the second person, not sent yet, is told to nobody', async () => {
  const debtor = await story.debtor();
  const { caseNo } = await story.until(debtor, 'proposed');
  // Whoever has it on paper alone: no provider has taken the notice.
  await story.hall.owner.query(
    `DELETE FROM message_deliveries WHERE notice_id IN (SELECT id FROM notices WHERE source_id = $1 AND event = 'dunning-formal')`,
    [caseNo],
  );
  const by = (path: string, cookie: string, body: object) =>
    story.hall.call('POST', `/staff/dunning/${caseNo}/${path}`, { cookie, body });
  expect((await by('submit', story.desk.clerk.cookie, { note: '证据齐全' })).status).toBe(200);
  const reject = { decision: 'reject', reason: '证据不足' };
  expect((await by('decide', story.desk.supervisor.cookie, reject)).status).toBe(200);
  await deliver();
  expect(await texts(debtor)).toEqual(['dunning-withdrawn']);
  await story.pays(debtor);
  await story.run();
});
