import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
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
    // Whoever did not do it hears of it where they can still be reached, in no word of whose it is now.
    expect([await story.told(old), await story.told(next)]).toEqual(['phone-unlinked.zh', undefined]);
    clock.pass(61);
    expect((await story.signIn(old)).personId).not.toBe(person.personId);
  });

  it('needs a fresh proof of the old phone: the new one alone would let an old session take the account', async () => {
    const [old, next] = [newPhone(), newPhone()];
    const person = await story.signIn(old);
    clock.pass(31 * 60);
    expect(await link(person.token, next)).toMatchObject({
      status: 409,
      body: { error: 'identity-unproved', message: expect.stringContaining('验证码') },
    });
    expect((await hall.call('GET', '/me', { token: person.token })).body.phone).toContain(old.slice(-4));
    clock.pass(61);
    await story.proveOwnPhone(person.token, old);
    expect((await link(person.token, next)).body.phone).toContain(next.slice(-4));
  });

  it('replaced, ends every other session, the wallet’s as well', async () => {
    const wechat = await story.signInByWechat('replaces-the-phone');
    await link(wechat.token, newPhone());
    const elsewhere = await story.signInByWechat('replaces-the-phone');
    expect((await link(wechat.token, newPhone())).status).toBe(200);
    expect((await hall.call('GET', '/me', { token: elsewhere.token })).status).toBe(401);
    expect((await hall.call('GET', '/me', { token: wechat.token })).status).toBe(200);
  });

  it('lets nobody in by the old phone who signs in while it is replaced', async () => {
    const [old, next] = [newPhone(), newPhone()];
    const person = await story.signIn(old);
    const code = await story.codeFor(next, { purpose: 'merge', phone: next }, person.token);
    clock.pass(61);
    const late = await story.codeFor(old, { purpose: 'sign-in', phone: old });
    const gate = await hall.owner.connect();
    const waiting = (count: number) =>
      eventually(
        async () => {
          const text = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
          return (await hall.owner.query(text)).rowCount;
        },
        found => found === count,
      );
    // The replacement is done but for its line in the audit log.
    await gate.query('BEGIN; LOCK TABLE audit_entries IN SHARE MODE');
    const replaced = hall.call('POST', '/me/phone', { token: person.token, body: { phone: next, code } });
    await waiting(1);
    const entering = hall.call('POST', '/sessions', { body: { kind: 'sms', phone: old, code: late } });
    await waiting(2);
    await gate.query('COMMIT');
    gate.release();
    expect((await replaced).status).toBe(200);
    const entered = (await entering).body;
    expect(entered.me.personId).not.toBe(person.personId);
    expect((await hall.call('GET', '/me', { token: entered.token })).body).toMatchObject({
      personId: entered.me.personId,
      householdCount: 0,
    });
  });

  it('whose old number is lost is proved by the wallet that the account began with', async () => {
    const [old, next] = [newPhone(), newPhone()];
    const wechat = await story.signInByWechat('lost-the-number');
    await link(wechat.token, old);
    clock.pass(31 * 60);
    expect((await link(wechat.token, next)).body.error).toBe('identity-unproved');
    const prove = (name: string) =>
      hall.call('POST', '/me/proof', {
        token: wechat.token,
        body: { kind: 'wechat-mini', code: `demo-${name}` },
      });
    expect((await prove('a-thief-with-the-session')).status).toBe(409);
    clock.pass(61);
    expect((await link(wechat.token, next)).status).toBe(409);
    expect((await prove('lost-the-number')).status).toBe(204);
    clock.pass(61);
    expect((await link(wechat.token, next)).body.phone).toContain(next.slice(-4));
  });

  it('is not done in an old session of a wallet either, which is told to sign in anew', async () => {
    const wechat = await story.signInByWechat('long-signed-in');
    clock.pass(31 * 60);
    expect(await link(wechat.token, newPhone())).toMatchObject({
      status: 409,
      body: { error: 'wallet-unproved' },
    });
    const body = { kind: 'wechat-mini', code: 'demo-another-wallet' };
    const wrong = await hall.call('POST', '/me/proof', { token: wechat.token, body });
    expect(wrong).toMatchObject({ status: 409, body: { error: 'wallet-unproved' } });
    const again = await story.signInByWechat('long-signed-in');
    expect((await link(again.token, newPhone())).status).toBe(200);
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
    // Who was signed in as the other signs in again, and arrives here. The wallet that opens it now was not theirs: they are told.
    expect((await hall.call('GET', '/me', { token: byPhone.token })).status).toBe(401);
    expect(await story.told(phone)).toBe('wallet-added.zh');
    clock.pass(61);
    expect((await story.signIn(phone)).personId).toBe(wechat.personId);
    const audit = await hall.owner.query(
      `SELECT actor, detail FROM audit_entries WHERE action = 'person.merge'`,
    );
    expect(audit.rows).toEqual([
      {
        actor: `person:${wechat.personId}`,
        detail: { merged: byPhone.personId, payments: 1, bindings: 2, ended: 0 },
      },
    ]);
  });

  it('leaves out the wallet of whoever had the number before: it opens nothing of the new holder’s', async () => {
    const number = newPhone();
    const before = await story.signInByWechat('had-the-number');
    await link(before.token, number);
    clock.pass(61);
    const after = await story.signInByWechat('has-the-number-now');
    const me = (await link(after.token, number)).body;
    const providers = me.identities.map((one: { provider: string }) => one.provider);
    expect([me.personId, providers]).toEqual([after.personId, ['wechat', 'phone']]);
    expect((await hall.call('GET', '/me', { token: before.token })).status).toBe(401);
    const again = await story.signInByWechat('had-the-number');
    expect([after.personId, before.personId]).not.toContain(again.personId);
    const { rows } = await hall.owner.query(
      `SELECT detail FROM audit_entries WHERE action = 'person.merge' AND actor = $1`,
      [`person:${after.personId}`],
    );
    expect(rows).toEqual([{ detail: { merged: before.personId, payments: 0, bindings: 0, ended: 1 } }]);
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

it('of the wallets there were before this was kept, only the one an account began with does not end with the phone', async () => {
  const { personId } = await story.signInByWechat('began-before');
  const { rows: identities } = await hall.owner.query(
    `WITH began AS (UPDATE people SET phone_enc = 'x', phone_hash = decode('aa', 'hex'), created_at = now() - interval '2 years' WHERE id = $1),
          wallet AS (UPDATE identities SET created_at = now() - interval '2 years' WHERE person_id = $1)
     INSERT INTO identities (person_id, provider, app_id, subject, created_at)
     SELECT $1::uuid, provider, 'before', age, now() - age::interval
       FROM (VALUES ('phone', '1 year'), ('wechat', '3 years'), ('alipay', '18 months'), ('alipay', '6 months')) AS came (provider, age)
     RETURNING id`,
    [personId],
  );
  expect(identities).toHaveLength(4);
  const migration = readFileSync(
    'prisma/migrations/20261202000000_identities_added_under/migration.sql',
    'utf8',
  );
  await hall.owner.query(/^UPDATE identities[^;]+;/m.exec(migration)![0]);
  const { rows } = await hall.owner.query(
    `SELECT provider, app_id = 'before' AS later, encode(added_under, 'hex') AS under FROM identities WHERE person_id = $1 ORDER BY created_at`,
    [personId],
  );
  expect(rows).toEqual([
    { provider: 'wechat', later: true, under: 'aa' },
    { provider: 'wechat', later: false, under: null },
    { provider: 'alipay', later: true, under: 'aa' },
    { provider: 'phone', later: true, under: null },
    { provider: 'alipay', later: true, under: 'aa' },
  ]);
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
    expect(await story.told(phone)).toBe('phone-unlinked.zh');
  });

  it('wants a fresh proof of the account, and is written down', async () => {
    const wechat = await story.signInByWechat('removes-late');
    const phone = newPhone();
    await link(wechat.token, phone);
    const { id } = (await hall.call('GET', '/me', { token: wechat.token })).body.identities[1];
    const remove = () => hall.call('DELETE', `/me/identities/${id}`, { token: wechat.token });
    clock.pass(31 * 60);
    expect((await remove()).body.error).toBe('identity-unproved');
    await story.proveOwnPhone(wechat.token, phone);
    expect((await remove()).body.phone).toBeNull();
    const { rows } = await hall.owner.query(
      `SELECT action, detail FROM audit_entries WHERE actor = $1 AND action <> 'person.merge' ORDER BY id`,
      [`person:${wechat.personId}`],
    );
    expect(rows).toEqual([
      { action: 'person.phone', detail: { replaced: false, ended: 0 } },
      { action: 'person.identity-remove', detail: { provider: 'phone', withIt: 0 } },
    ]);
  });

  it('does not reach another person’s', async () => {
    const [one, other] = [await story.signInByWechat('one'), await hall.world.resident()];
    const answer = await hall.call('DELETE', `/me/identities/${other.identityId}`, { token: one.token });
    expect(answer.status).toBe(404);
  });
});
