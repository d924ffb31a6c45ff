/** Whoever signed in by phone inside a wallet becomes known to it, so that it can be paid with. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { freshKey, type Payer, paymentStory } from '../payments/story.ts';
import { storyOf } from './accounts-story.ts';

const clock = movingClock();
let hall: RunningHall;
let accounts: ReturnType<typeof storyOf>;
let payments: ReturnType<typeof paymentStory>;

beforeAll(async () => {
  hall = await startHall({ clock });
  accounts = storyOf(hall);
  payments = paymentStory(hall);
});
afterAll(() => hall.close());

const inMini = { channel: 'wechat', method: 'wechat', product: 'mini' };
const add = (token: string, name: string, more: object = {}) =>
  hall.call('POST', '/me/identities', {
    token,
    body: { kind: 'wechat-mini', code: `demo-${name}`, ...more },
  });
const identitiesOf = async ({ resident }: Payer) =>
  (await hall.call('GET', '/me', { token: resident.token })).body.identities.map(
    (one: { provider: string }) => one.provider,
  );

test.each([
  ['wechat-mini', inMini, 'wechat-mini'],
  ['wechat-oa', { channel: 'web-hall', method: 'wechat', product: 'jsapi' }, 'wechat-jsapi'],
  ['alipay', { channel: 'alipay', method: 'alipay', product: 'create' }, 'alipay-trade'],
])('by %s: the same start under the same key goes on', async (kind, way, action) => {
  const payer = await payments.payer();
  const key = freshKey();
  expect(await payments.start(payer, way, key)).toMatchObject({
    status: 422,
    body: { error: 'sign-in-differs' },
  });
  const { token } = payer.resident;
  const body = { kind, code: `demo-new-to-${kind}` };
  const answers = [];
  for (const _ of [1, 2]) answers.push(await hall.call('POST', '/me/identities', { token, body }));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await identitiesOf(payer)).toEqual(['phone', kind.split('-')[0]]);
  const started = await payments.start(payer, way, key);
  expect([started.status, started.body.action.kind]).toEqual([201, action]);
});

test('sent three times at once it is one identity', async () => {
  const payer = await payments.payer();
  const answers = await Promise.all([1, 2, 3].map(() => add(payer.resident.token, 'thrice')));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await identitiesOf(payer)).toEqual(['phone', 'wechat']);
});

test('a code that the wallet does not know adds nothing', async () => {
  const payer = await payments.payer();
  const answer = await hall.call('POST', '/me/identities', {
    token: payer.resident.token,
    body: { kind: 'wechat-mini', code: 'made-up' },
  });
  expect(answer).toMatchObject({ status: 401, body: { error: 'sign-in-refused' } });
  expect(await identitiesOf(payer)).toEqual(['phone']);
});

describe('a wallet that is another account’s', () => {
  test('stays theirs, and is told with the way to one account', async () => {
    const payer = await payments.payer();
    const other = await accounts.signInByWechat('keeps-theirs');
    const answer = await add(payer.resident.token, 'keeps-theirs');
    expect(answer).toMatchObject({ status: 409, body: { error: 'identity-of-another' } });
    expect(answer.body.message).toContain('合并');
    expect(await identitiesOf(payer)).toEqual(['phone']);
    const view = await hall.call('GET', '/me', { token: other.token });
    expect(view.body.personId).toBe(other.personId);
  });

  test('becomes one with this account after a fresh proof of the phone', async () => {
    const payer = await payments.payer();
    const [other, theirs] = [await accounts.signInByWechat('joins'), await hall.world.household()];
    await hall.world.bind({ ...payer.resident, personId: other.personId }, theirs);
    expect((await add(payer.resident.token, 'joins', { join: true })).status).toBe(200);
    expect(await identitiesOf(payer)).toEqual(['phone', 'wechat']);
    const { households } = (await hall.call('GET', '/households', { token: payer.resident.token })).body;
    expect(households.map((one: { accountNo: string }) => one.accountNo).sort()).toEqual(
      [payer.household.accountNo, theirs.accountNo].sort(),
    );
    expect((await hall.call('GET', '/me', { token: other.token })).status).toBe(401);
    expect((await payments.start(payer, inMini)).status).toBe(201);
    const { rows } = await hall.owner.query(
      `SELECT detail FROM audit_entries WHERE action = 'person.merge' AND actor = $1`,
      [`person:${payer.resident.personId}`],
    );
    expect(rows).toEqual([{ detail: { merged: other.personId, payments: 0, bindings: 1 } }]);
  });

  test('brings no more households together than one person may have', async () => {
    const payer = await payments.payer();
    const other = await accounts.signInByWechat('has-many');
    for (const _ of [1, 2, 3, 4, 5])
      await hall.world.bind({ ...payer.resident, personId: other.personId }, await hall.world.household());
    expect(await add(payer.resident.token, 'has-many', { join: true })).toMatchObject({
      status: 409,
      body: { error: 'household-limit-together' },
    });
    expect(await identitiesOf(payer)).toEqual(['phone']);
    expect((await hall.call('GET', '/me', { token: other.token })).body.householdCount).toBe(5);
  });

  test('not after a proof of half an hour ago: the phone is proved anew, and the code goes to the account’s own number', async () => {
    const phone = '13600000001';
    const mine = await accounts.signIn(phone);
    const other = await accounts.signInByWechat('waits');
    clock.pass(31 * 60);
    const late = await add(mine.token, 'waits', { join: true });
    expect(late).toMatchObject({ status: 409, body: { error: 'identity-unproved' } });
    expect((await hall.call('GET', '/me', { token: other.token })).status).toBe(200);
    await accounts.proveOwnPhone(mine.token, phone);
    const joined = await add(mine.token, 'waits', { join: true });
    expect([joined.status, joined.body.personId]).toEqual([200, mine.personId]);
  });

  test('is not joined where that account has a phone of its own: both stay, and are told what to do', async () => {
    const payer = await payments.payer();
    const other = await accounts.signInByWechat('has-own-phone');
    const theirs = '13600000002';
    const code = await accounts.codeFor(theirs, { purpose: 'merge', phone: theirs }, other.token);
    await hall.call('POST', '/me/phone', { token: other.token, body: { phone: theirs, code } });
    for (const more of [{}, { join: true }]) {
      const answer = await add(payer.resident.token, 'has-own-phone', more);
      expect(answer).toMatchObject({ status: 409, body: { error: 'join-own-phone' } });
      expect(answer.body.message).toContain('自己的手机号');
    }
    const view = await hall.call('GET', '/me', { token: other.token });
    expect(view.body).toMatchObject({ personId: other.personId, phone: '136****0002' });
    expect(await identitiesOf(payer)).toEqual(['phone']);
  });
});

test('whose number is lost, and who only ever added a wallet, takes it along to the new number: nothing of the old account comes with it', async () => {
  const [lost, next] = ['13600000021', '13600000022'];
  const before = await accounts.signIn(lost);
  const home = await hall.world.household();
  await hall.world.bind({ ...(await hall.world.resident()), personId: before.personId }, home);
  expect((await add(before.token, 'came-later')).status).toBe(200);
  const byWallet = await accounts.signInByWechat('came-later');
  expect(byWallet.personId).toBe(before.personId);
  // In the wallet the phone cannot be replaced; so they sign in by the new number, as they are told.
  const code = await accounts.codeFor(next, { purpose: 'merge', phone: next }, byWallet.token);
  const body = { phone: next, code };
  const refused = await hall.call('POST', '/me/phone', { token: byWallet.token, body });
  expect(refused.body.message).toContain('用新号码登录');
  clock.pass(61);
  const after = await accounts.signIn(next);
  const asked = await add(after.token, 'came-later');
  expect(asked).toMatchObject({ status: 409, body: { error: 'identity-added-elsewhere' } });
  expect(asked.body.message).toContain('移到现在的账号');
  // Auto-pay by it would stay behind, where they could not end it: they do so first. Nobody hears of it without a proof.
  await hall.owner.query(
    `INSERT INTO agreements (agreement_no, person_id, holder_period_id, gateway, created_at) VALUES ('A2026120100000000000001', $1, $2, 'wechat-pay', now())`,
    [before.personId, home.holderPeriodId],
  );
  clock.pass(31 * 60);
  expect((await add(after.token, 'came-later', { join: true })).body.error).toBe('identity-unproved');
  await accounts.proveOwnPhone(after.token, next);
  const early = await add(after.token, 'came-later', { join: true });
  expect(early).toMatchObject({ status: 409, body: { error: 'pays-there' } });
  expect((await accounts.signInByWechat('came-later')).personId).toBe(before.personId);
  const cancel = '/agreements/A2026120100000000000001/cancel';
  expect((await hall.call('POST', cancel, { token: byWallet.token })).status).toBe(200);
  expect(await accounts.told(lost)).toBe('wallet-added.zh');
  const moved = await add(after.token, 'came-later', { join: true });
  expect(moved.body).toMatchObject({ personId: after.personId, householdCount: 0, phone: '136****0022' });
  expect((await accounts.signInByWechat('came-later')).personId).toBe(after.personId);
  // What it had opened there is closed; whoever has the old number is still in, with the household.
  expect((await hall.call('GET', '/me', { token: byWallet.token })).status).toBe(401);
  const { token } = await accounts.signIn(lost);
  const view = (await hall.call('GET', '/me', { token })).body;
  expect(view).toMatchObject({
    personId: before.personId,
    householdCount: 1,
    identities: [{ provider: 'phone' }],
  });
  expect(view.identities).toHaveLength(1);
  expect([await accounts.told(lost), await accounts.told(next)]).toEqual([
    'wallet-removed.zh',
    'wallet-added.zh',
  ]);
});

describe('a session that is in other hands', () => {
  const phone = '13600000011';

  test('neither takes away what is stored, the phone in clear, nor ends the account', async () => {
    const number = '13600000010';
    const owner = await accounts.signIn(number);
    clock.pass(31 * 60);
    const read = () => hall.call('GET', '/me/data', { token: owner.token });
    const leave = () => hall.call('POST', '/me/deletion', { token: owner.token, body: { confirm: true } });
    for (const ask of [read, leave]) {
      const answer = await ask();
      expect(answer).toMatchObject({ status: 409, body: { error: 'identity-unproved' } });
      expect(JSON.stringify(answer.body)).not.toContain(number);
    }
    expect((await hall.call('GET', '/me', { token: owner.token })).body.phone).toBe('136****0010');
    await accounts.proveOwnPhone(owner.token, number);
    expect((await read()).body.phone).toBe(number);
    expect((await leave()).status).toBe(204);
    expect((await hall.call('GET', '/me', { token: owner.token })).status).toBe(401);
    expect(await accounts.told(number)).toBe('account-closed.zh');
  });

  test('adds no wallet half an hour after the phone was proved, whatever number is typed; the owner’s own goes on without a code', async () => {
    const owner = await accounts.signIn(phone);
    expect((await add(owner.token, 'the-owner')).status).toBe(200);
    clock.pass(31 * 60);
    const answer = await add(owner.token, 'a-thief');
    expect(answer).toMatchObject({ status: 409, body: { error: 'identity-unproved' } });
    expect(answer.body.message).toContain('验证码');
    // A code is sent to no number but the account's own, and one for another person's proves nothing here.
    const named = await hall.call('POST', '/sms-codes', {
      token: owner.token,
      body: { purpose: 'own-phone', phone: '13600000012' },
    });
    expect(named.status).toBe(400);
    const thief = await accounts.signIn('13600000012');
    const code = await accounts.codeFor('13600000012', { purpose: 'own-phone' }, thief.token);
    const borrowed = await hall.call('POST', '/me/proof', {
      token: owner.token,
      body: { kind: 'sms', code },
    });
    expect(borrowed).toMatchObject({ status: 422, body: { error: 'code-wrong' } });
    expect((await add(owner.token, 'a-thief')).status).toBe(409);
    expect((await add(owner.token, 'the-owner')).status).toBe(200);
    const { rows } = await hall.owner.query(
      `SELECT detail->>'provider' AS provider FROM audit_entries WHERE action = 'person.identity-add' AND actor = $1`,
      [`person:${owner.personId}`],
    );
    expect(rows).toEqual([{ provider: 'wechat' }]);
  });

  test('a wallet that came in by the phone proves no more than that: it neither replaces nor removes the phone', async () => {
    clock.pass(61);
    const byWallet = await accounts.signInByWechat('the-owner');
    const next = '13600000013';
    const code = await accounts.codeFor(next, { purpose: 'merge', phone: next }, byWallet.token);
    const replaced = await hall.call('POST', '/me/phone', {
      token: byWallet.token,
      body: { phone: next, code },
    });
    expect(replaced).toMatchObject({ status: 409, body: { error: 'identity-unproved' } });
    const again = await hall.call('POST', '/me/proof', {
      token: byWallet.token,
      body: { kind: 'wechat-mini', code: 'demo-the-owner' },
    });
    expect(again).toMatchObject({ status: 409, body: { error: 'identity-unproved' } });
    const me = (await hall.call('GET', '/me', { token: byWallet.token })).body;
    const { id } = me.identities.find((one: { provider: string }) => one.provider === 'phone');
    const removed = await hall.call('DELETE', `/me/identities/${id}`, { token: byWallet.token });
    expect(removed).toMatchObject({ status: 409, body: { error: 'identity-unproved' } });
    await accounts.proveOwnPhone(byWallet.token, phone);
    // Nor would anything be left of the account's own, were the phone to go.
    const last = await hall.call('DELETE', `/me/identities/${id}`, { token: byWallet.token });
    expect(last).toMatchObject({ status: 409, body: { error: 'last-identity' } });
  });

  test('ends when the phone is replaced, with the wallet that was added under it; the session that did so goes on', async () => {
    clock.pass(61);
    const owner = await accounts.signIn(phone);
    const byWallet = await accounts.signInByWechat('the-owner');
    expect(byWallet.personId).toBe(owner.personId);
    expect((await add(owner.token, 'the-owner')).status).toBe(200);
    const next = '13600000014';
    const code = await accounts.codeFor(next, { purpose: 'merge', phone: next }, owner.token);
    const answer = await hall.call('POST', '/me/phone', { token: owner.token, body: { phone: next, code } });
    expect(answer.body).toMatchObject({ phone: '136****0014', identities: [{ provider: 'phone' }] });
    expect((await hall.call('GET', '/me', { token: byWallet.token })).status).toBe(401);
    expect((await hall.call('GET', '/me', { token: owner.token })).body.personId).toBe(owner.personId);
    expect((await accounts.signInByWechat('the-owner')).personId).not.toBe(owner.personId);
    const { rows } = await hall.owner.query(
      `SELECT detail FROM audit_entries WHERE action = 'person.phone' AND actor = $1`,
      [`person:${owner.personId}`],
    );
    expect(rows).toEqual([{ detail: { replaced: true, ended: 1 } }]);
  });

  test('or when the phone goes over to another person', async () => {
    const gone = '13600000015';
    const before = await accounts.signIn(gone);
    await add(before.token, 'once-had-the-phone');
    const after = await accounts.signInByWechat('has-the-phone-now');
    clock.pass(61);
    const code = await accounts.codeFor(gone, { purpose: 'merge', phone: gone }, after.token);
    const answer = await hall.call('POST', '/me/phone', { token: after.token, body: { phone: gone, code } });
    expect(answer.body).toMatchObject({ personId: after.personId, identities: [{ provider: 'wechat' }, {}] });
    expect(answer.body.identities).toHaveLength(2);
    expect((await accounts.signInByWechat('once-had-the-phone')).personId).not.toBe(after.personId);
  });
});

test('is added ten times a day at most: each is a text message; without a proof none is counted', async () => {
  const phone = '13600000031';
  const { token } = await accounts.signIn(phone);
  const adds = async (wallet: number) => (await add(token, `one-of-many-${wallet}`)).status;
  clock.pass(31 * 60);
  expect(await adds(0)).toBe(409);
  await accounts.proveOwnPhone(token, phone);
  for (let wallet = 1; wallet <= 10; wallet++) expect(await adds(wallet)).toBe(200);
  expect(await adds(11)).toBe(429);
  clock.pass(24 * 3_600);
  await accounts.proveOwnPhone(token, phone);
  expect(await adds(11)).toBe(200);
});
