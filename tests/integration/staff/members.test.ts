import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type TOTP, URI } from 'otpauth';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
let admin: string;
beforeAll(async () => {
  desk = await openDesk();
  admin = await desk.cookieOf('admin1');
});
afterAll(() => desk.close());

const newcomer = {
  username: 'clerk2',
  displayName: '何静',
  roles: ['clerk'],
  password: 'first-day-password',
};
const idOf = async (username: string): Promise<string> => {
  const { body } = await desk.call('GET', '/staff/members', undefined, admin);
  return body.members.find((member: { username: string }) => member.username === username).id;
};

describe('an administrator', () => {
  test('adds a clerk, who signs in with the code that the scanned address gives', async () => {
    const reply = await desk.call('POST', '/staff/members', newcomer, admin);
    expect(reply.status).toBe(201);
    expect(JSON.stringify(reply.body)).not.toContain(newcomer.password);
    const telephone = URI.parse(reply.body.enrolmentUri) as TOTP;
    const code = telephone.generate({ timestamp: desk.now().getTime() });
    expect((await desk.enter('clerk2', newcomer.password, code)).status).toBe(200);
  });

  test('cannot give a name twice, an unknown role, a short password or no role at all', async () => {
    expect((await desk.call('POST', '/staff/members', newcomer, admin)).body.error).toBe('username-taken');
    for (const wrong of [
      { roles: ['owner'] },
      { roles: [] },
      { roles: ['clerk', 'clerk'] },
      { password: 'short' },
      { username: 'Capital' },
    ]) {
      const reply = await desk.call(
        'POST',
        '/staff/members',
        { ...newcomer, username: 'clerk3', ...wrong },
        admin,
      );
      expect(reply).toMatchObject({ status: 400, body: { error: 'bad-request' } });
    }
  });

  test('deactivates a clerk, whose open session ends at once', async () => {
    const clerk = await desk.cookieOf('clerk1');
    const id = await idOf('clerk1');
    expect((await desk.call('PATCH', `/staff/members/${id}`, { active: false }, admin)).status).toBe(200);
    expect((await desk.call('GET', '/staff/me', undefined, clerk)).status).toBe(401);
    expect((await desk.enter('clerk1')).status).toBe(401);
    // What they did still stands under their name, for every colleague.
    const { body } = await desk.call('GET', '/staff/names', undefined, await desk.cookieOf('finance1'));
    expect(body.names).toContainEqual({ username: 'clerk1', displayName: '林晓梅' });
    await desk.call('PATCH', `/staff/members/${id}`, { active: true }, admin);
  });

  test('changes roles, and what was allowed a moment ago is refused', async () => {
    const before = await desk.cookieOf('auditor1');
    expect((await desk.call('GET', '/staff/audit', undefined, before)).status).toBe(200);
    await desk.call('PATCH', `/staff/members/${await idOf('auditor1')}`, { roles: ['clerk'] }, admin);
    expect((await desk.call('GET', '/staff/audit', undefined, before)).status).toBe(401);
    const after = await desk.cookieOf('auditor1');
    expect((await desk.call('GET', '/staff/audit', undefined, after)).status).toBe(403);
    await desk.call('PATCH', `/staff/members/${await idOf('auditor1')}`, { roles: ['auditor'] }, admin);
  });

  test('notes a clerk’s own telephone and takes it out again, for whoever has given up the number', async () => {
    const id = await idOf('clerk2');
    const change = (phone: string | null) => desk.call('PATCH', `/staff/members/${id}`, { phone }, admin);
    expect((await change('13900001234')).body.member).toMatchObject({ phoneKnown: true });
    expect((await change(null)).body.member).toMatchObject({ phoneKnown: false });
    const auditor = await desk.cookieOf('auditor1');
    const { body } = await desk.call('GET', '/staff/audit?action=staff-member.change', undefined, auditor);
    expect(body.entries.slice(0, 2).map(({ detail }: { detail: unknown }) => detail)).toEqual([
      { phone: 'removed' },
      { phone: 'set' },
    ]);
  });

  test('resets a lost telephone: the old code is worthless, the new one works', async () => {
    desk.advance(1);
    const reply = await desk.call(
      'PATCH',
      `/staff/members/${await idOf('supervisor1')}`,
      { resetCode: true },
      admin,
    );
    expect(reply.body.enrolmentUri).toMatch(/^otpauth:/);
    expect((await desk.enter('supervisor1')).status).toBe(401);
  });

  test('cannot lock themselves out, and two cannot remove each other', async () => {
    const own = await idOf('admin1');
    expect((await desk.call('PATCH', `/staff/members/${own}`, { active: false }, admin)).body.error).toBe(
      'not-on-yourself',
    );
    expect((await desk.call('PATCH', `/staff/members/${own}`, { roles: ['clerk'] }, admin)).body.error).toBe(
      'not-on-yourself',
    );
    // Nor take out the telephone by which their own matters are known.
    for (const phone of [null, '13900001234'])
      expect((await desk.call('PATCH', `/staff/members/${own}`, { phone }, admin)).body.error).toBe(
        'not-on-yourself',
      );
    const finance = await idOf('finance1');
    await desk.call('PATCH', `/staff/members/${finance}`, { roles: ['administrator'] }, admin);
    const other = await desk.cookieOf('finance1');
    const replies = await Promise.all([
      desk.call('PATCH', `/staff/members/${finance}`, { active: false }, admin),
      desk.call('PATCH', `/staff/members/${own}`, { active: false }, other),
    ]);
    expect(replies.filter(reply => reply.status === 200)).toHaveLength(1);
    const { rows } = await desk.ownerDb.pool.query(
      `SELECT count(*)::int AS n FROM staff_members WHERE active AND 'administrator' = ANY(roles)`,
    );
    expect(rows[0].n).toBe(1);
    await desk.ownerDb.pool.query(
      `UPDATE staff_members SET active = true WHERE username IN ('admin1', 'finance1')`,
    );
    admin = await desk.cookieOf('admin1');
  });
});

describe('a member', () => {
  test('changes their own password; their session stays and the ones elsewhere end', async () => {
    const elsewhere = await desk.cookieOf('clerk1');
    const here = await desk.cookieOf('clerk1');
    const wrong = await desk.call(
      'POST',
      '/staff/me/password',
      { current: 'wrong', next: 'a-longer-password' },
      here,
    );
    expect(wrong.body.error).toBe('wrong-password');
    const right = await desk.call(
      'POST',
      '/staff/me/password',
      { current: 'demo-Dianting-2026', next: 'a-longer-password' },
      here,
    );
    expect(right.status).toBe(204);
    expect((await desk.call('GET', '/staff/me', undefined, here)).status).toBe(200);
    expect((await desk.call('GET', '/staff/me', undefined, elsewhere)).status).toBe(401);
    desk.advance(1);
    expect((await desk.enter('clerk1')).status).toBe(401);
    expect((await desk.enter('clerk1', 'a-longer-password')).status).toBe(200);
  });

  test('without the role sees neither members nor audit log', async () => {
    const finance = await desk.cookieOf('finance2');
    for (const path of ['/staff/members', '/staff/audit']) {
      expect((await desk.call('GET', path, undefined, finance)).status).toBe(403);
      expect((await desk.call('GET', path)).status).toBe(401);
    }
  });
});
