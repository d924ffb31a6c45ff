import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Desk, openDesk } from './desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test('a member keeps thirty views of a list; one of them can still be saved anew, and another is refused', async () => {
  const cookie = await desk.cookieOf('clerk1');
  const save = (name: string, query: string) =>
    desk.call('POST', '/staff/me/views', { page: 'payments', name, query }, cookie);
  for (let number = 1; number <= 30; number += 1)
    expect((await save(`${number}`, 'status=pending')).status).toBe(201);
  expect((await save('31', 'status=pending')).body.error).toBe('too-many-views');
  expect((await save('7', 'status=failed')).status).toBe(201);
  const { body } = await desk.call('GET', '/staff/me/views?page=payments', undefined, cookie);
  expect(body.views).toHaveLength(30);
  expect(body.views.filter((view: { query: string }) => view.query === 'status=failed')).toMatchObject([
    { name: '7' },
  ]);
});
