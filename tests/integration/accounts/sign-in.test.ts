import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { storyOf } from './accounts-story.ts';

const clock = movingClock();
let hall: RunningHall;
let story: ReturnType<typeof storyOf>;
let nextPhone = 13_900_000_000;
const newPhone = () => String(nextPhone++);

beforeAll(async () => {
  hall = await startHall({ clock });
  story = storyOf(hall);
});
afterAll(() => hall.close());

const signInWith = (phone: string, code: string) =>
  hall.call('POST', '/sessions', { body: { kind: 'sms', phone, code } });
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('signing in by text message', () => {
  it('sends a code at once and opens a session for a person seen for the first time', async () => {
    const phone = newPhone();
    const code = await story.codeFor(phone, { purpose: 'sign-in', phone });
    const answer = await signInWith(phone, code);
    expect(answer.status).toBe(200);
    expect(answer.body.me).toMatchObject({
      phone: `${phone.slice(0, 3)}****${phone.slice(-4)}`,
      householdCount: 0,
    });
    const me = await hall.call('GET', '/me', { token: answer.body.token });
    expect(me.body.identities).toEqual([expect.objectContaining({ provider: 'phone' })]);
  });

  it('keeps when the policy beside the button was first agreed to, shows it, and drops it with the person', async () => {
    const phone = newPhone();
    const enter = async (privacyEdition?: string) => {
      clock.pass(61);
      const code = await story.codeFor(phone, { purpose: 'sign-in', phone });
      const body = { kind: 'sms', phone, code, privacyEdition };
      return (await hall.call('POST', '/sessions', { body })).body.token as string;
    };
    await enter();
    await enter('2026-11-22');
    const token = await enter('2026-11-22');
    const { body } = await hall.call('GET', '/me/data', { token });
    expect(body.consents).toEqual([
      { kind: 'privacy-policy', edition: '2026-11-22', at: expect.any(String) },
    ]);
    expect((await hall.call('POST', '/me/deletion', { token, body: { confirm: true } })).status).toBe(204);
    const { rows } = await hall.owner.query('SELECT count(*)::int AS left FROM consents');
    expect(rows[0].left).toBe(0);
    // The bare person stays for the books; the stories below count people without a way in.
    await hall.owner.query(
      'DELETE FROM people p WHERE NOT EXISTS (SELECT FROM identities WHERE person_id = p.id)',
    );
  });

  it('answers the same for a phone nobody has used before', async () => {
    const known = newPhone();
    await story.signIn(known);
    clock.pass(61);
    const [first, second] = await Promise.all(
      [known, newPhone()].map(phone =>
        hall.call('POST', '/sms-codes', { body: { purpose: 'sign-in', phone } }),
      ),
    );
    expect({ ...first!.body, sentTo: '' }).toEqual({ ...second!.body, sentTo: '' });
  });

  it('takes a code once', async () => {
    const phone = newPhone();
    const code = await story.codeFor(phone, { purpose: 'sign-in', phone });
    const answers = await Promise.all([1, 2, 3].map(() => signInWith(phone, code)));
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 422, 422]);
  });

  it('refuses a wrong code, and after five wrong ones the right one too', async () => {
    const phone = newPhone();
    const code = await story.codeFor(phone, { purpose: 'sign-in', phone });
    for (let attempt = 0; attempt < 5; attempt++)
      expect(await signInWith(phone, wrong(code))).toMatchObject({
        status: 422,
        body: { error: 'code-wrong' },
      });
    expect((await signInWith(phone, code)).status).toBe(422);
  });

  it('counts guesses made at the same moment', async () => {
    const phone = newPhone();
    const code = await story.codeFor(phone, { purpose: 'sign-in', phone });
    await Promise.all(Array.from({ length: 30 }, () => signInWith(phone, wrong(code))));
    const { rows } = await hall.owner.query('SELECT attempts FROM sms_codes ORDER BY id DESC LIMIT 1');
    expect(rows[0].attempts).toBe(5);
    expect((await signInWith(phone, code)).status).toBe(422);
  });

  it('refuses a code after five minutes', async () => {
    const phone = newPhone();
    const code = await story.codeFor(phone, { purpose: 'sign-in', phone });
    clock.pass(301);
    expect((await signInWith(phone, code)).status).toBe(422);
  });

  it('forgets the older code when a newer one is sent', async () => {
    const phone = newPhone();
    const older = await story.codeFor(phone, { purpose: 'sign-in', phone });
    clock.pass(61);
    const newer = await story.codeFor(phone, { purpose: 'sign-in', phone });
    if (older !== newer) expect((await signInWith(phone, older)).status).toBe(422);
    expect((await signInWith(phone, newer)).status).toBe(200);
  });

  it('asks people to wait a minute between codes, and says how long', async () => {
    const phone = newPhone();
    await story.codeFor(phone, { purpose: 'sign-in', phone });
    clock.pass(20);
    const again = await hall.call('POST', '/sms-codes', {
      body: { purpose: 'sign-in', phone },
      headers: { 'accept-language': 'en' },
    });
    expect(again).toMatchObject({ status: 429, body: { error: 'too-many-requests' } });
    expect(again.body.message).toMatch(/try again in (39|40) seconds/);
  });

  it('sends a phone ten codes a day and no more; the account whose own it is still gets five to defend itself', async () => {
    const phone = newPhone();
    const { token } = await hall.world.resident({ phone });
    const ask = async (times: number, body: object, by?: string) => {
      const statuses: number[] = [];
      for (let sent = 0; sent < times; sent++) {
        statuses.push((await hall.call('POST', '/sms-codes', { body, token: by })).status);
        clock.pass(61);
      }
      return statuses;
    };
    expect(await ask(11, { purpose: 'sign-in', phone })).toEqual([...Array(10).fill(200), 429]);
    expect(await ask(6, { purpose: 'own-phone' }, token)).toEqual([...Array(5).fill(200), 429]);
    clock.pass(86_400);
  });

  it('makes one person of two first sign-ins at the same moment', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        hall.call('POST', '/sessions', { body: { kind: 'wechat-mini', code: 'demo-twins' } }),
      ),
    );
    expect(answers.map(answer => answer.status)).toEqual(Array(8).fill(200));
    expect(new Set(answers.map(answer => answer.body.me.personId)).size).toBe(1);
    const { rows } = await hall.owner.query(
      'SELECT count(*)::int AS strays FROM people p WHERE NOT EXISTS (SELECT FROM identities WHERE person_id = p.id)',
    );
    expect(rows[0].strays).toBe(0);
  });

  it('keeps neither the phone nor the session token in clear anywhere, and drops the sealed code once it is sent', async () => {
    const phone = newPhone();
    const code = await story.codeFor(phone, { purpose: 'sign-in', phone });
    const { token } = (await signInWith(phone, code)).body;
    await eventually(
      async () =>
        (await hall.owner.query(`SELECT count(*)::int AS n FROM outbox_messages WHERE status = 'waiting'`))
          .rows[0].n,
      waiting => waiting === 0,
    );
    const tables = await hall.owner.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
    for (const { tablename } of tables.rows) {
      const { rows } = await hall.owner.query(`SELECT t::text AS line FROM ${tablename} t`);
      const text = rows.map(row => row.line).join('\n');
      for (const secret of [phone, token]) {
        expect(text).not.toContain(secret);
        expect(text).not.toContain(Buffer.from(secret).toString('hex'));
      }
    }
    const { rows } = await hall.owner.query(
      `SELECT count(*)::int AS n FROM outbox_messages WHERE payload ? 'sealed'`,
    );
    expect(rows[0].n).toBe(0);
  });
});

describe('signing in by a wallet', () => {
  it('knows the same person again at WeChat', async () => {
    const first = await story.signInByWechat('li-lei');
    const second = await story.signInByWechat('li-lei');
    expect(second.personId).toBe(first.personId);
    expect(second.token).not.toBe(first.token);
  });

  it('refuses a login code that WeChat does not accept', async () => {
    const answer = await hall.call('POST', '/sessions', { body: { kind: 'wechat-mini', code: 'made-up' } });
    expect(answer).toMatchObject({ status: 401, body: { error: 'sign-in-refused' } });
  });

  it('says so when WeChat does not answer, and makes nobody', async () => {
    const people = async () => (await hall.owner.query('SELECT count(*)::int AS n FROM people')).rows[0].n;
    const before = await people();
    await hall.sandbox.post('/control/faults', {
      gateway: 'weixin',
      on: 'login',
      fault: 'error-5xx',
      count: 1,
    });
    const answer = await hall.call('POST', '/sessions', {
      body: { kind: 'wechat-mini', code: 'demo-nobody' },
    });
    expect(answer).toMatchObject({ status: 503, body: { error: 'sign-in-unavailable' } });
    expect(await people()).toBe(before);
  });
});

describe('a session', () => {
  it('lasts while it is used, and ends thirty days after its last use', async () => {
    const { token } = await story.signInByWechat('often-here');
    clock.pass(20 * 86_400);
    expect((await hall.call('GET', '/me', { token })).status).toBe(200);
    clock.pass(20 * 86_400);
    expect((await hall.call('GET', '/me', { token })).status).toBe(200);
    clock.pass(31 * 86_400);
    expect((await hall.call('GET', '/me', { token })).status).toBe(401);
  });

  it('ends when its person signs out, and no other with it', async () => {
    const [here, there] = [
      await story.signInByWechat('two-phones'),
      await story.signInByWechat('two-phones'),
    ];
    expect((await hall.call('DELETE', '/sessions/current', { token: here.token })).status).toBe(204);
    expect((await hall.call('GET', '/me', { token: here.token })).status).toBe(401);
    expect((await hall.call('GET', '/me', { token: there.token })).status).toBe(200);
  });

  it('that was left elsewhere is ended from here after a fresh proof, and written down; nobody else’s is', async () => {
    const sessionsOf = async () => [
      await story.signInByWechat('lost-a-telephone'),
      await story.signInByWechat('lost-a-telephone'),
    ];
    const [here, lost] = await sessionsOf();
    const stranger = await story.signInByWechat('still-has-theirs');
    const seen = async (one?: { token: string }) =>
      (await hall.call('GET', '/me', { token: one!.token })).status;
    clock.pass(31 * 60);
    const end = (token: string) => hall.call('DELETE', '/sessions/others', { token });
    expect((await end(lost!.token)).body.error).toBe('wallet-unproved');
    expect(await seen(here)).toBe(200);
    const body = { kind: 'wechat-mini', code: 'demo-lost-a-telephone' };
    await hall.call('POST', '/me/proof', { token: here!.token, body });
    expect((await end(here!.token)).status).toBe(204);
    expect([await seen(here), await seen(lost), await seen(stranger)]).toEqual([200, 401, 200]);
    const { rows } = await hall.owner.query(
      `SELECT actor, detail FROM audit_entries WHERE action = 'person.sessions-end'`,
    );
    expect(rows).toEqual([{ actor: `person:${here!.personId}`, detail: { ended: 1 } }]);
  });
});
