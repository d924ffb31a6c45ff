import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
let auditor: string;
beforeAll(async () => {
  desk = await openDesk();
  auditor = await desk.cookieOf('auditor1');
});
afterAll(() => desk.close());

const read = async (query: string) =>
  (await desk.call('GET', `/staff/audit?${query}`, undefined, auditor)).body;

describe('the audit log', () => {
  test('tells who signed in, who was refused and when, newest first', async () => {
    await desk.enter('clerk1', 'wrong-password-1');
    await desk.cookieOf('clerk1');
    const { entries } = await read('subject=staff:clerk1');
    expect(entries.map((entry: { action: string; actor: string }) => [entry.action, entry.actor])).toEqual([
      ['staff.sign-in', 'staff:clerk1'],
      ['staff.sign-in-refused', 'system'],
    ]);
    expect(entries[0].requestId).toMatch(/^[\w-]{8,}$/);
  });

  test('never repeats what was typed as a name: it may have been the password', async () => {
    await desk.call('POST', '/staff/sessions', {
      username: 'my-secret-password',
      password: 'x',
      code: '123456',
    });
    const { rows } = await desk.ownerDb.pool.query('SELECT * FROM audit_entries');
    expect(JSON.stringify(rows)).not.toContain('my-secret-password');
  });

  test('shows before and after of a change of roles, and of secrets only that they changed', async () => {
    const admin = await desk.cookieOf('admin1');
    const { body } = await desk.call('GET', '/staff/members', undefined, admin);
    const { id } = body.members.find((member: { username: string }) => member.username === 'clerk1');
    await desk.call(
      'PATCH',
      `/staff/members/${id}`,
      { roles: ['clerk', 'finance'], password: 'another-password', resetCode: true },
      admin,
    );
    const { entries } = await read('action=staff-member');
    expect(entries[0]).toMatchObject({
      actor: 'staff:admin1',
      action: 'staff-member.change',
      subject: 'staff:clerk1',
      detail: { roles: { from: ['clerk'], to: ['clerk', 'finance'] }, password: 'set', oneTimeCode: 'reset' },
    });
    expect(JSON.stringify(entries)).not.toContain('another-password');
  });

  test('is found by actor, kind of action, subject and day, and read on page by page', async () => {
    expect(
      (await read('actor=staff:admin1')).entries.every(
        (entry: { actor: string }) => entry.actor === 'staff:admin1',
      ),
    ).toBe(true);
    expect((await read('action=staff-mem')).entries).toEqual([]);
    expect((await read('from=2020-01-01&to=2020-01-02')).entries).toEqual([]);
    const first = await read('limit=2');
    const second = await read(`limit=2&before=${first.nextBefore}`);
    expect(first.entries).toHaveLength(2);
    expect(second.entries[0].id).toBeLessThan(first.entries[1].id);
    expect((await desk.call('GET', '/staff/audit?from=22.11.2026', undefined, auditor)).status).toBe(400);
  });

  test.each([
    'UPDATE audit_entries SET actor = actor',
    'DELETE FROM audit_entries',
    'TRUNCATE audit_entries',
  ])('cannot be rewritten by the application nor by the owner of the database: %s', async sql => {
    const count = async () =>
      (await desk.ownerDb.pool.query('SELECT count(*)::int AS n FROM audit_entries')).rows[0].n;
    const before = await count();
    expect(before).toBeGreaterThan(0);
    await expect(desk.db.pool.query(sql)).rejects.toMatchObject({ code: '42501' });
    await expect(desk.ownerDb.pool.query(sql)).rejects.toThrow('append-only');
    expect(await count()).toBe(before);
  });
});
