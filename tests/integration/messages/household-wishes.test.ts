/** Two homes of one person, told in two ways: what is wished for one of them holds there alone. */
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Database, openDatabase } from '../../../server/src/infra/database.ts';
import { queueNotice } from '../../../server/src/modules/messages/index.ts';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Household, Resident } from '../../support/world.ts';

const clock = movingClock();
let hall: RunningHall;
let db: Database;
let person: Resident;
let own: Household;
let parents: Household;
let number = 0;

beforeAll(async () => {
  hall = await startHall({ clock });
  db = openDatabase({ url: hall.settings.DATABASE_URL });
});
afterAll(async () => {
  await db?.close();
  await hall?.close();
});
beforeEach(async () => {
  at('2027-01-10T02:00:00Z'); // ten in the morning in Beijing
  person = await signedIn();
  [own, parents] = [await hall.world.household(), await hall.world.household()];
  await hall.world.bind(person, own, { isDefault: true });
  await hall.world.bind(person, parents, { isDefault: false });
});

/** For as long as the stories last. */
async function signedIn(): Promise<Resident> {
  const resident = await hall.world.resident();
  await hall.owner.query(`UPDATE sessions SET expires_at = '2100-01-01'`);
  return resident;
}
const at = (time: string) => clock.pass((Date.parse(time) - clock.now().getTime()) / 1000);
const ask = (method: string, path: string, body?: object) =>
  hall.call(method, path, { token: person.token, ...(body ? { body } : {}) });
const wish = (home: Household, body: object) =>
  ask('PUT', `/households/${home.accountNo}/message-preferences`, body);

async function queue(home: Household): Promise<string> {
  const dedupeKey = `household-wishes:${++number}`;
  await db.inSqlTransaction(tx =>
    queueNotice(tx, {
      dedupeKey,
      event: 'low-balance',
      personId: person.personId,
      holderPeriodId: home.holderPeriodId,
      params: { balanceFen: 2_350, daysLeft: 4, asOfOn: '2027-01-10' },
    }),
  );
  return dedupeKey;
}
async function run(): Promise<void> {
  await hall.app.runJob('deliver-notices');
  await hall.app.idle();
}
async function waysOf(dedupeKey: string): Promise<string[]> {
  const { rows } = await hall.owner.query(
    'SELECT channel FROM message_deliveries d JOIN notices n ON n.id = d.notice_id WHERE n.dedupe_key = $1 ORDER BY d.id',
    [dedupeKey],
  );
  return rows.map(({ channel }) => channel);
}
const texts = () => hall.sandbox.get<{ template: string }[]>(`/control/sms?phone=${person.phone}`);

it('nothing is set at first: both homes go by what the person wishes', async () => {
  const { body } = await ask('GET', `/households/${own.accountNo}/message-preferences`);
  expect(body).toEqual({ channels: null, quiet: null, language: null });
});

it('quiet hours over midnight hold for one home, while the other is told at once', async () => {
  expect((await wish(parents, { quiet: { from: '00:00', until: '00:00' } })).status).toBe(200);
  at('2027-01-10T15:30:00Z'); // half past eleven at night
  const [ofOwn, ofParents] = [await queue(own), await queue(parents)];
  await run();
  expect([await waysOf(ofOwn), await waysOf(ofParents)]).toEqual([[], ['sms']]);
  at('2027-01-10T22:59:00Z');
  await run();
  expect(await waysOf(ofOwn)).toEqual([]);
  at('2027-01-10T23:00:00Z'); // seven
  await run();
  expect(await waysOf(ofOwn)).toEqual(['sms']);
});

it('longer quiet hours of one home go over midnight and leave the other as it was', async () => {
  await wish(parents, { quiet: { from: '20:00', until: '09:00' } });
  at('2027-01-10T12:30:00Z'); // half past eight in the evening
  const [ofOwn, ofParents] = [await queue(own), await queue(parents)];
  await run();
  expect([await waysOf(ofOwn), await waysOf(ofParents)]).toEqual([['sms'], []]);
  at('2027-01-11T00:59:00Z');
  await run();
  expect(await waysOf(ofParents)).toEqual([]);
  at('2027-01-11T01:00:00Z'); // nine
  await run();
  expect(await waysOf(ofParents)).toEqual(['sms']);
});

it('ways and language of one home go before the person’s, and given back they follow the person again', async () => {
  await ask('PUT', '/message-preferences', { channels: ['sms'], language: 'zh' });
  await wish(parents, { channels: ['in-app'] });
  const first = await queue(parents);
  await run();
  expect(await waysOf(first)).toEqual(['in-app']);
  await wish(parents, { channels: null, language: 'en' });
  const second = await queue(parents);
  const ofOwn = await queue(own);
  await run();
  expect([await waysOf(second), await waysOf(ofOwn)]).toEqual([['sms'], ['sms']]);
  const templates = (await texts()).map(({ template }) => template);
  expect(templates.filter(template => template.endsWith('.en'))).toHaveLength(1);
  expect(templates).toHaveLength(2);
});

it('two people of one home are told each in their own way', async () => {
  const other = await signedIn();
  await hall.world.bind(other, own, { isDefault: true });
  await wish(own, { channels: ['in-app'] });
  const { body } = await hall.call('GET', `/households/${own.accountNo}/message-preferences`, {
    token: other.token,
  });
  expect(body.channels).toBeNull();
});

it('names the field of a way that does not exist, and of no way at all', async () => {
  for (const channels of [['pigeon'], []]) {
    const { status, body } = await wish(own, { channels });
    expect([status, body.details[0].field]).toEqual([400, expect.stringMatching(/^channels/)]);
  }
});
