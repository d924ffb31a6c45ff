import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { storyOf } from './accounts-story.ts';

const clock = movingClock();
let hall: RunningHall;
let story: ReturnType<typeof storyOf>;
let nextPhone = 13_500_000_000;
const newPhone = () => String(nextPhone++);

beforeAll(async () => {
  hall = await startHall({ clock });
  story = storyOf(hall);
});
afterAll(() => hall.close());

async function link(token: string, phone: string) {
  const code = await story.codeFor(phone, { purpose: 'merge', phone }, token);
  return hall.call('POST', '/me/phone', { token, body: { phone, code } });
}

describe('linking a phone', () => {
  it('gives a WeChat person a second way in', async () => {
    const phone = newPhone();
    const wechat = await story.signInByWechat('han-mei');
    const me = await link(wechat.token, phone);
    expect(me.body.phone).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
    clock.pass(61);
    expect((await story.signIn(phone)).personId).toBe(wechat.personId);
  });

  it('replaces the old phone, which then opens nothing any more', async () => {
    const [old, next] = [newPhone(), newPhone()];
    const person = await story.signIn(old);
    clock.pass(61);
    const elsewhere = await story.signIn(old);
    expect((await link(person.token, next)).status).toBe(200);
    expect((await hall.call('GET', '/me', { token: person.token })).status).toBe(200);
    expect((await hall.call('GET', '/me', { token: elsewhere.token })).status).toBe(401);
    clock.pass(61);
    expect((await story.signIn(old)).personId).not.toBe(person.personId);
  });

  it('does not take a sign-in code for it', async () => {
    const phone = newPhone();
    const { token } = await story.signInByWechat('wrong-purpose');
    const code = await story.codeFor(phone, { purpose: 'sign-in', phone });
    expect((await hall.call('POST', '/me/phone', { token, body: { phone, code } })).status).toBe(422);
  });
});

describe('joining two people by their phone', () => {
  it('moves households, payments and identities, keeps the better of two bindings and one default', async () => {
    const phone = newPhone();
    const byPhone = await hall.world.resident({ phone });
    const wechat = await story.signInByWechat('joins-in');
    const me = { ...byPhone, personId: wechat.personId };
    const [shared, theirs, mine] = await Promise.all([1, 2, 3].map(() => hall.world.household()));
    await hall.world.bind(byPhone, shared!, { level: 'full' });
    await hall.world.bind(byPhone, theirs!, { level: 'pay-only', isDefault: true });
    await hall.world.bind(me, shared!, { level: 'pay-only' });
    await hall.world.bind(me, mine!, { level: 'full' });
    await hall.owner.query(
      `INSERT INTO payments (payment_no, person_id, channel, gateway, product, amount_fen, description, expires_at)
       VALUES ('P2026112200000000000001', $1, 'wechat', 'wechat-pay', 'mini', 100, '电费', now() + interval '1 hour')`,
      [byPhone.personId],
    );
    const answer = await link(wechat.token, phone);
    expect(answer.body).toMatchObject({
      personId: wechat.personId,
      householdCount: 3,
      defaultAccountNo: theirs!.accountNo,
    });
    const { households } = (await hall.call('GET', '/households', { token: wechat.token })).body;
    const levels = Object.fromEntries(
      households.map((one: Record<string, string>) => [one['accountNo'], one['level']]),
    );
    expect(levels).toEqual({
      [shared!.accountNo]: 'full',
      [theirs!.accountNo]: 'pay-only',
      [mine!.accountNo]: 'full',
    });
    const payment = await hall.owner.query(
      `SELECT person_id FROM payments WHERE payment_no = 'P2026112200000000000001'`,
    );
    expect(payment.rows[0].person_id).toBe(wechat.personId);
    // Who was signed in as the other signs in again, and arrives here.
    expect((await hall.call('GET', '/me', { token: byPhone.token })).status).toBe(401);
    clock.pass(61);
    expect((await story.signIn(phone)).personId).toBe(wechat.personId);
    const audit = await hall.owner.query(
      `SELECT actor, detail FROM audit_entries WHERE action = 'person.merge'`,
    );
    expect(audit.rows).toEqual([
      { actor: `person:${wechat.personId}`, detail: { merged: byPhone.personId, payments: 1, bindings: 2 } },
    ]);
  });

  it('brings along what the other has applied for', async () => {
    const phone = newPhone();
    await hall.world.household();
    const byPhone = await hall.world.resident({ phone });
    const begun = await hall.call('POST', '/applications', {
      token: byPhone.token,
      key: `begin-${phone}`,
      body: { kind: 'new-residential', regionCode: 'weihai' },
    });
    expect(begun.status).toBe(201);
    const wechat = await story.signInByWechat('applies-by-phone');
    expect((await link(wechat.token, phone)).status).toBe(200);
    const { applications } = (await hall.call('GET', '/applications', { token: wechat.token })).body;
    expect(applications).toEqual([expect.objectContaining({ caseNo: begun.body.caseNo, status: 'draft' })]);
  });

  it('makes the person the holder where the phone is the one on file', async () => {
    const home = await hall.world.household();
    const wechat = await story.signInByWechat('holder-by-phone');
    await hall.world.bind({ ...(await hall.world.resident()), personId: wechat.personId }, home, {
      level: 'full',
    });
    await link(wechat.token, home.phone);
    const [household] = (await hall.call('GET', '/households', { token: wechat.token })).body.households;
    expect(household.isHolder).toBe(true);
  });

  it('needs a fresh code: one sent to the phone for somebody else does not join', async () => {
    const victim = await hall.world.resident();
    const [asker, thief] = [await story.signInByWechat('asker'), await story.signInByWechat('thief')];
    const code = await story.codeFor(victim.phone, { purpose: 'merge', phone: victim.phone }, asker.token);
    const body = { phone: victim.phone, code };
    expect((await hall.call('POST', '/me/phone', { token: thief.token, body })).status).toBe(422);
    expect((await hall.call('GET', '/me', { token: victim.token })).status).toBe(200);
  });

  it('joins once when asked twice at the same moment', async () => {
    const phone = newPhone();
    const other = await hall.world.resident({ phone });
    const { token, personId } = await story.signInByWechat('hasty');
    const code = await story.codeFor(phone, { purpose: 'merge', phone }, token);
    const answers = await Promise.all(
      [1, 2, 3].map(() => hall.call('POST', '/me/phone', { token, body: { phone, code } })),
    );
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 422, 422]);
    const { rows } = await hall.owner.query('SELECT id FROM people WHERE id = ANY($1::uuid[])', [
      [personId, other.personId],
    ]);
    expect(rows).toEqual([{ id: personId }]);
  });
});

describe('removing a way to sign in', () => {
  it('keeps the last one and the one in use', async () => {
    const phone = newPhone();
    const wechat = await story.signInByWechat('has-two');
    const lone = (await hall.call('GET', '/me', { token: wechat.token })).body.identities[0];
    expect(await hall.call('DELETE', `/me/identities/${lone.id}`, { token: wechat.token })).toMatchObject({
      status: 409,
      body: { error: 'last-identity' },
    });
    await link(wechat.token, phone);
    expect(await hall.call('DELETE', `/me/identities/${lone.id}`, { token: wechat.token })).toMatchObject({
      body: { error: 'identity-in-use' },
    });
  });

  it('ends the sessions opened that way', async () => {
    const phone = newPhone();
    const wechat = await story.signInByWechat('drops-phone');
    await link(wechat.token, phone);
    clock.pass(61);
    const byPhone = await story.signIn(phone);
    const { identities } = (await hall.call('GET', '/me', { token: wechat.token })).body;
    const { id } = identities.find((one: { provider: string }) => one.provider === 'phone');
    const answer = await hall.call('DELETE', `/me/identities/${id}`, { token: wechat.token });
    expect(answer.body).toMatchObject({ phone: null, identities: [{ provider: 'wechat' }] });
    expect((await hall.call('GET', '/me', { token: byPhone.token })).status).toBe(401);
  });

  it('does not reach another person’s', async () => {
    const [one, other] = [await story.signInByWechat('one'), await hall.world.resident()];
    const answer = await hall.call('DELETE', `/me/identities/${other.identityId}`, { token: one.token });
    expect(answer.status).toBe(404);
  });
});
