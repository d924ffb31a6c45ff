import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const password = 'demo-Dianting-2026';

describe('a member of staff signs in', () => {
  test('with password and one-time code, and is known by a cookie that no script can read', async () => {
    const reply = await desk.enter('clerk1');
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ staff: { username: 'clerk1', displayName: '林晓梅', roles: ['clerk'] } });
    const cookie = reply.headers.get('set-cookie')!;
    expect(cookie).toMatch(
      /^dianting_staff=[\w-]{43}; Path=\/api\/v1; Max-Age=36000; HttpOnly; SameSite=Strict$/,
    );
    const me = await desk.call('GET', '/staff/me', undefined, cookie.split(';')[0]);
    expect(me.body).toMatchObject({ username: 'clerk1', roles: ['clerk'] });
  });

  test('and the token in the cookie is not what the database keeps', async () => {
    const cookie = await desk.cookieOf('clerk1');
    const token = cookie.split('=')[1]!;
    const { rows } = await desk.ownerDb.pool.query('SELECT token_hash FROM staff_sessions');
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.token_hash.toString('utf8')).not.toContain(token);
      expect(row.token_hash.toString('base64url')).not.toBe(token);
    }
  });

  test('a wrong password, a wrong code and an unknown name get the very same answer', async () => {
    desk.advance(1);
    const answers = [
      await desk.enter('finance1', 'not-the-password'),
      await desk.enter('finance1', password, '000000'),
      await desk.call('POST', '/staff/sessions', { username: 'nobody', password, code: '123456' }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect(body).toMatchObject({ error: 'sign-in-refused', details: [] });
    }
    expect((await desk.enter('finance1')).status).toBe(200);
  });

  test('a one-time code works once: somebody who looked over the shoulder is refused', async () => {
    desk.toNextCode();
    const code = desk.codeOf('supervisor1');
    expect((await desk.enter('supervisor1', password, code)).status).toBe(200);
    const again = await desk.enter('supervisor1', password, code);
    expect(again).toMatchObject({ status: 401, body: { error: 'one-time-code-used' } });
    const previous = await desk.enter('supervisor1', password, desk.codeOf('supervisor1', -1));
    expect(previous).toMatchObject({ status: 401, body: { error: 'one-time-code-used' } });
  });

  test('five sign-ins at once with one code make one session', async () => {
    desk.advance(20);
    const { rows: before } = await desk.ownerDb.pool.query('SELECT count(*)::int AS n FROM staff_sessions');
    const code = desk.codeOf('auditor1');
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => desk.enter('auditor1', password, code)),
    );
    expect(replies.filter(reply => reply.status === 200)).toHaveLength(1);
    const { rows: after } = await desk.ownerDb.pool.query('SELECT count(*)::int AS n FROM staff_sessions');
    expect(after[0].n - before[0].n).toBe(1);
  });

  test('after five wrong tries the name is locked for a quarter of an hour, even for the right password', async () => {
    desk.advance(20);
    for (let index = 0; index < 5; index++)
      expect((await desk.enter('finance2', 'guess-number-x')).status).toBe(401);
    const locked = await desk.enter('finance2');
    expect(locked).toMatchObject({ status: 429, body: { error: 'sign-in-locked' } });
    expect(locked.body.message).toContain('15');
    expect((await desk.enter('clerk1')).status).toBe(200);
    desk.advance(14);
    expect((await desk.enter('finance2')).status).toBe(429);
    desk.advance(2);
    expect((await desk.enter('finance2')).status).toBe(200);
  });

  test('ten guesses sent at the same moment are ten guesses', async () => {
    desk.advance(20);
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => desk.enter('admin1', 'guess-number-x')),
    );
    expect(replies.filter(reply => reply.status === 401)).toHaveLength(5);
    expect(replies.filter(reply => reply.status === 429)).toHaveLength(5);
    const { rows } = await desk.ownerDb.pool.query(
      `SELECT count(*)::int AS n FROM audit_entries WHERE action = 'staff.sign-in-locked' AND subject = 'staff:admin1'`,
    );
    expect(rows[0].n).toBe(1);
    desk.advance(20);
  });

  test('bad input is named field by field and costs nothing', async () => {
    const reply = await desk.call(
      'POST',
      '/staff/sessions',
      { username: 7, password, code: '12345', extra: true },
      undefined,
      {
        'Accept-Language': 'en',
      },
    );
    expect(reply.status).toBe(400);
    expect(reply.body.details.map((detail: { field: string }) => detail.field).sort()).toEqual([
      'code',
      'extra',
      'username',
    ]);
  });
});

describe('a session', () => {
  test('ends at sign-out: the same cookie is nobody afterwards', async () => {
    const cookie = await desk.cookieOf('clerk1');
    const out = await desk.call('DELETE', '/staff/sessions/current', undefined, cookie);
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await desk.call('GET', '/staff/me', undefined, cookie)).status).toBe(401);
  });

  test('ends after half an hour without a request, and goes on while it is used', async () => {
    const used = await desk.cookieOf('clerk1');
    const idle = await desk.cookieOf('finance1');
    desk.advance(20);
    expect((await desk.call('GET', '/staff/me', undefined, used)).status).toBe(200);
    desk.advance(20);
    expect((await desk.call('GET', '/staff/me', undefined, used)).status).toBe(200);
    expect((await desk.call('GET', '/staff/me', undefined, idle)).status).toBe(401);
  });

  test('ends after ten hours however busy it is', async () => {
    const cookie = await desk.cookieOf('clerk1');
    for (let quarter = 0; quarter < 39; quarter++) {
      desk.advance(15);
      expect((await desk.call('GET', '/staff/me', undefined, cookie)).status).toBe(200);
    }
    desk.advance(16);
    expect((await desk.call('GET', '/staff/me', undefined, cookie)).status).toBe(401);
  });

  test('cannot be used from another site', async () => {
    const cookie = await desk.cookieOf('admin1');
    const body = {
      username: 'planted',
      displayName: 'X',
      roles: ['administrator'],
      password: 'planted-by-a-page',
    };
    const reply = await desk.call('POST', '/staff/members', body, cookie, {
      Origin: 'https://elsewhere.example',
    });
    expect(reply.status).toBe(403);
    expect(
      (await desk.call('GET', '/staff/members', undefined, cookie)).body.members.map(
        (m: { username: string }) => m.username,
      ),
    ).not.toContain('planted');
  });
});

describe('the sign-in page of a demo', () => {
  test('shows a code for each demo member, and the next one once it is used', async () => {
    desk.advance(2);
    const shown = await desk.call('GET', '/staff/demo-sign-ins');
    const clerk = shown.body.signIns.find((entry: { username: string }) => entry.username === 'clerk1');
    expect((await desk.enter('clerk1', shown.body.password, clerk.code)).status).toBe(200);
    const next = (await desk.call('GET', '/staff/demo-sign-ins')).body.signIns.find(
      (entry: { username: string }) => entry.username === 'clerk1',
    );
    expect(next.code).not.toBe(clerk.code);
    expect((await desk.enter('clerk1', shown.body.password, next.code)).status).toBe(200);
  });

  test('is no page at all in production, whose cookie travels over HTTPS only', async () => {
    const production = await openDesk({ demo: false, secureCookies: true });
    try {
      expect((await production.call('GET', '/staff/demo-sign-ins')).status).toBe(404);
      expect((await production.enter('clerk1')).headers.get('set-cookie')).toMatch(/; Secure$/);
    } finally {
      await production.close();
    }
  });
});
