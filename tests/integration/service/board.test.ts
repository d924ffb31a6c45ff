/** What managers see by area and by team, against figures counted by hand: in time, at first contact, satisfied. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { DeskMember } from '../access/scene.ts';
import { days, openServiceStory, type ServiceStory } from './service-story.ts';

let story: ServiceStory;
let clerk: DeskMember;
let other: DeskMember;
let supervisor: DeskMember;

beforeAll(async () => {
  story = await openServiceStory();
  clerk = await story.member('clerk');
  other = await story.member('clerk');
  supervisor = await story.member('supervisor');
  for (const [code, who] of [
    ['board-1', clerk],
    ['board-2', other],
  ] as const) {
    await story.hall.owner.query(
      `INSERT INTO service_teams (code, name_zh, name_en, duties, phone) VALUES ($1, $1, $1, '{}', '0631-5200000')`,
      [code],
    );
    await story.hall.owner.query('INSERT INTO service_team_members (team_code, username) VALUES ($1, $2)', [
      code,
      who.username,
    ]);
  }
});
afterAll(() => story.hall.close());

const inDistrict = async (district: string) => {
  const { resident, home } = await story.resident();
  await story.hall.owner.query('UPDATE premises SET district = $2 WHERE id = $1', [
    home.premisesId,
    district,
  ]);
  return { resident, more: { accountNo: home.accountNo } };
};

it('counts each case once, for the area of its household and the team of who answered', async () => {
  const [here, there, nowhere] = [
    await inDistrict('文登区'),
    await inDistrict('环翠区'),
    (await story.resident()).resident,
  ];
  // At first contact, in time, satisfied.
  const plain = await story.open(here.resident, 'enquiry', here.more);
  await story.answer(plain, clerk, 'enquiry');
  await story.rate(here.resident, plain, 5);
  // Handed over, and satisfied all the same.
  const handed = await story.open(here.resident, 'enquiry', here.more);
  await story.act(handed, clerk, { act: 'take' });
  await story.act(handed, clerk, { act: 'hand-over', to: other.username, words: '属于您的片区' });
  await story.answer(handed, other, 'enquiry');
  await story.rate(here.resident, handed, 4);
  // About no household, and sent back.
  const back = await story.open(nowhere, 'enquiry');
  await story.answer(back, clerk, 'enquiry');
  await story.rate(nowhere, back, 1, false);
  // After its limit, and not rated.
  const late = await story.open(there.resident, 'enquiry', there.more);
  await story.pass(days(15));
  await story.answer(late, other, 'enquiry');

  const { body } = await story.get(supervisor, '/staff/cases/board?days=30');
  const row = (answered: number, inTime: number, firstContact: number, rated: number, satisfied: number) => ({
    answered,
    inTime,
    firstContact,
    rated,
    satisfied,
  });
  const by = (rows: ({ nameZh: string | null } & Record<string, unknown>)[]) =>
    Object.fromEntries(rows.map(({ nameZh, nameEn: _, ...figures }) => [nameZh?.split(' ').at(-1), figures]));
  expect(by(body.areas)).toEqual({
    文登区: row(2, 2, 1, 2, 2),
    环翠区: row(1, 0, 1, 0, 0),
    undefined: row(1, 1, 0, 1, 0),
  });
  expect(by(body.teams)).toEqual({
    'board-1': row(2, 2, 1, 2, 1),
    'board-2': row(2, 1, 1, 1, 1),
  });
});
