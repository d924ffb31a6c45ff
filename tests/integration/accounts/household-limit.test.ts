/** How many households a person may have is a setting, and joining two people is no way around it. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { freshKey, type SignedIn, storyOf } from './accounts-story.ts';

const clock = movingClock();
let hall: RunningHall;
let story: ReturnType<typeof storyOf>;

beforeAll(async () => {
  hall = await startHall({ clock, environment: { MAX_HOUSEHOLDS: '2' } });
  story = storyOf(hall);
});
afterAll(() => hall.close());

const bind = async ({ token }: SignedIn, home?: { accountNo: string }) => {
  const { accountNo } = home ?? (await hall.world.household());
  return hall.call('POST', '/households', { token, body: { accountNo }, key: freshKey() });
};
const link = async ({ token }: SignedIn, phone: string) => {
  clock.pass(61);
  const code = await story.codeFor(phone, { purpose: 'merge', phone }, token);
  return hall.call('POST', '/me/phone', { token, body: { phone, code } });
};
const numbersOf = async ({ token }: SignedIn): Promise<string[]> =>
  (await hall.call('GET', '/households', { token })).body.households.map(
    (one: { accountNo: string }) => one.accountNo,
  );

it('a third household is refused where two are allowed', async () => {
  const person = await story.signInByWechat('two-homes');
  expect((await hall.call('GET', '/config', {})).body.maxHouseholds).toBe(2);
  expect([(await bind(person)).status, (await bind(person)).status]).toEqual([200, 200]);
  expect(await bind(person)).toMatchObject({
    status: 409,
    body: { error: 'household-limit', message: '最多可绑定2户，请先解绑一户' },
  });
});

it('two people who would have too many together are told so and stay two, until one of them lets go', async () => {
  const phone = '13512340001';
  const shared = await hall.world.household();
  const [byPhone, wechat] = [await story.signIn(phone), await story.signInByWechat('joins-with-two')];
  for (const home of [shared, undefined]) await bind(byPhone, home);
  for (const home of [shared, undefined]) await bind(wechat, home);
  const before = [await numbersOf(byPhone), await numbersOf(wechat)];
  expect(await link(wechat, phone)).toMatchObject({
    status: 409,
    body: {
      error: 'household-limit-together',
      message: '合并后共3户，最多可绑定2户；请先在其中一个账号里解绑，再合并',
    },
  });
  expect([await numbersOf(byPhone), await numbersOf(wechat)]).toEqual(before);
  const { rows } = await hall.owner.query(
    `SELECT FROM audit_entries WHERE action = 'person.merge' AND actor = $1`,
    [`person:${wechat.personId}`],
  );
  expect(rows).toEqual([]);

  await hall.call('DELETE', `/households/${before[0]![1]}`, { token: byPhone.token });
  await hall.call('DELETE', `/households/${before[0]![0]}`, { token: byPhone.token });
  await bind(byPhone, shared);
  expect((await link(wechat, phone)).status).toBe(200);
  expect((await numbersOf(wechat)).sort()).toEqual(before[1]!.sort());
});

it('whoever brings none may come, however many are there already', async () => {
  const wechat = await story.signInByWechat('has-more-than-allowed');
  for (let count = 0; count < 3; count++) {
    const home = await hall.world.household();
    await hall.world.bind({ ...(await hall.world.resident()), personId: wechat.personId }, home);
  }
  await story.signIn('13512340002');
  expect((await link(wechat, '13512340002')).status).toBe(200);
  expect(await numbersOf(wechat)).toHaveLength(3);
});
