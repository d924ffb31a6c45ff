/** The public web form: a report without an account, with a telephone proved by a code, and nobody's household by mere say-so. */
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';
import { addMember, type DeskMember } from '../access/scene.ts';

let hall: RunningHall;
let clerk: DeskMember;

beforeAll(async () => {
  hall = await startHall();
  clerk = await addMember(hall, 'clerk');
});
afterAll(() => hall.close());

const newPhone = () => `139${String(randomInt(1e8)).padStart(8, '0')}`;
async function codeTo(phone: string): Promise<string> {
  // As if a minute had passed since the last one: what is tested here is the form.
  await hall.owner.query('DELETE FROM rate_limits');
  // Other texts come in between, that the case before was received for one.
  const codes = async () => {
    const sent = await hall.sandbox.get<{ params: Record<string, string> }[]>(`/control/sms?phone=${phone}`);
    return sent.flatMap(({ params }) => params['code'] ?? []);
  };
  const before = await codes();
  await hall.call('POST', '/sms-codes', { body: { purpose: 'web-case', phone } });
  const after = await eventually(codes, found => found.length > before.length);
  return after.find(code => !before.includes(code))!;
}
const saying = { kind: 'complaint', complaintClass: 'outage', words: '小区连续三天晚上停电，没有通知' };
const send = async (phone: string, more: object = {}) =>
  hall.call('POST', '/web-cases', { body: { ...saying, phone, code: await codeTo(phone), ...more } });
const read = async (caseNo: string) =>
  (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: clerk.cookie })).body;

it('is a case of the source web, with the telephone it was proved by, once for each code', async () => {
  const phone = newPhone();
  const code = await codeTo(phone);
  const body = { ...saying, phone, code, contactName: '李先生' };
  const made = await hall.call('POST', '/web-cases', { body });
  expect(made.status).toBe(201);
  expect(await read(made.body.caseNo)).toMatchObject({
    source: 'web',
    status: 'new',
    contactPhone: phone,
    contactName: '李先生',
    complaintClass: 'outage',
  });
  const again = await hall.call('POST', '/web-cases', { body });
  expect(again.status).toBe(422);
  const count = await hall.owner.query(
    `SELECT count(*)::int AS count FROM service_cases WHERE source = 'web'`,
  );
  expect(count.rows[0].count).toBe(1);
});

it('a code to sign in with opens no case, and the form’s code signs nobody in', async () => {
  const phone = newPhone();
  const code = await codeTo(phone);
  const signIn = await hall.call('POST', '/sessions', { body: { kind: 'sms', phone, code } });
  expect(signIn.status).toBe(422);
  const wrong = await hall.call('POST', '/web-cases', { body: { ...saying, phone, code: '000000' } });
  expect(wrong.status).toBe(422);
});

it('who is known by the telephone follows it in the hall; their own household is the case’s, another’s is only what they say', async () => {
  const [own, others] = [await hall.world.household(), await hall.world.household()];
  const resident = await hall.world.resident();
  await hall.world.bind(resident, own, { isHolder: true });
  const phone = newPhone();
  await hall.owner.query('UPDATE people SET phone_enc = $2, phone_hash = $3 WHERE id = $1', [
    resident.personId,
    testCipher.encrypt(phone),
    testCipher.hash('phone', phone),
  ]);
  const mine = (await send(phone, { accountNo: own.accountNo })).body.caseNo;
  expect((await hall.call('GET', `/cases/${mine}`, { token: resident.token })).body).toMatchObject({
    accountNo: own.accountNo,
  });
  // The number may be somebody else's by now: a colleague parts them, and may link it anew.
  const desk = (method: string, path: string, body?: object) =>
    hall.call(method, `/staff/cases/${mine}/${path}`, { cookie: clerk.cookie, ...(body ? { body } : {}) });
  expect((await desk('GET', 'people')).body).toMatchObject({
    person: { personId: resident.personId, linkedBy: null },
    linkable: true,
  });
  expect((await desk('POST', 'person-removal', { words: '来电说号码已换人' })).status).toBe(200);
  expect((await hall.call('GET', `/cases/${mine}`, { token: resident.token })).status).toBe(404);
  expect((await desk('POST', 'person', { personId: resident.personId })).status).toBe(200);
  const theirs = (await send(phone, { accountNo: others.accountNo })).body.caseNo;
  const shown = await read(theirs);
  expect(shown.accountNo).toBeNull();
  expect(shown.words).toContain(`（所说户号：${others.accountNo}）`);
});

it('five a day from one telephone', async () => {
  const phone = newPhone();
  for (let count = 0; count < 5; count += 1) expect((await send(phone)).status).toBe(201);
  const refused = await send(phone);
  expect([refused.status, refused.body.error]).toEqual([429, 'case-too-many']);
  // Whoever only knows the number does not learn that.
  const [theirs, fresh] = await Promise.all(
    [phone, newPhone()].map(each =>
      hall.call('POST', '/web-cases', { body: { ...saying, phone: each, code: '000000' } }),
    ),
  );
  expect([theirs!.status, theirs!.body.error]).toEqual([422, fresh!.body.error]);
});

it('what cannot be taken uses up no code', async () => {
  const phone = newPhone();
  const body = { ...saying, phone, code: await codeTo(phone) };
  const { complaintClass: _, ...without } = body;
  const refused = await hall.call('POST', '/web-cases', { body: without });
  expect([refused.status, refused.body.error]).toEqual([422, 'case-class-missing']);
  expect((await hall.call('POST', '/web-cases', { body })).status).toBe(201);
});
