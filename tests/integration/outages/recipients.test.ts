/** Who is told of an outage: exactly those who were counted before, also of single homes and buildings, and a works' own contacts. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import type { Household } from '../../support/world.ts';
import { digits } from '../access/scene.ts';
import { type Area, createTown, hours, type Plan, type Town } from './town.ts';

let hall: RunningHall;
let town: Town;

beforeAll(async () => {
  hall = await startHall();
  town = await createTown(hall);
});
afterAll(() => hall?.close());

const later = (ms: number) => new Date(Date.now() + ms);
const times = () => ({ fromAt: later(hours(300)), untilAt: later(hours(304)) });
const told = async (outageNo: string) => (await town.notices(outageNo)).map(({ to }) => to).sort();

async function contactOf(works: Household, role: string): Promise<string> {
  const body = { role, name: '赵班长', phone: `138${digits(8)}` };
  const added = await town.staff('POST', `/accounts/${works.accountNo}/contacts`, body);
  expect(added.status).toBe(201);
  const { rows } = await hall.owner.query(
    'SELECT id FROM account_contacts WHERE holder_period_id = $1 AND role = $2',
    [works.holderPeriodId, role],
  );
  return `contact:${rows[0].id}`;
}

async function published(plan: Plan): Promise<string> {
  const no = await town.draft(plan);
  expect((await town.publish(no)).body.status).toBe('published');
  await town.tell();
  return no;
}

describe('a large customer', () => {
  let area: Area;
  let works: Household;

  beforeAll(async () => {
    area = await town.area();
    works = await town.home(area, 'large');
  });

  it('is asked through its own contacts, and they are told when it is published without an answer, by a second person’s leave', async () => {
    const [operations, finance] = [await contactOf(works, 'operations'), await contactOf(works, 'finance')];
    const plan = times();
    const no = await town.draft({ ...plan, areaIds: [area.areaId] });
    expect((await town.staff('POST', `/outages/${no}/proposal`, plan)).body.status).toBe('negotiating');
    // The holder on file too: a contact may be out of date.
    expect(await town.notices(no)).toMatchObject([
      { event: 'outage-proposal', to: operations },
      { event: 'outage-proposal', to: `holder:${works.holderPeriodId}` },
    ]);

    const ask = { rule: 'negotiation', reason: '客户三次未接电话' };
    const asked = await town.staff('POST', `/outages/${no}/overrides`, ask, town.supervisor);
    const [{ id }] = asked.body.overrides;
    const decide = (who: typeof town.supervisor) =>
      town.staff('POST', `/outages/${no}/overrides/${id}/decision`, { approve: true }, who);
    expect((await decide(town.supervisor)).body.error).toBe('outage-own-override');
    expect((await town.publish(no)).body.error).toBe('outage-not-agreed');
    expect((await decide(town.colleague)).status).toBe(200);
    expect((await town.publish(no)).body).toMatchObject({ status: 'published', version: 1 });

    await town.tell();
    const planned = (await town.notices(no)).filter(({ event }) => event === 'outage-planned');
    expect(planned.map(({ to }) => to)).toContain(operations);
    expect(planned.map(({ to }) => to)).not.toContain(finance);
  });
});

describe('an outage of single homes and buildings', () => {
  it('reaches exactly their people, and nobody of the area around them', async () => {
    const area = await town.area();
    const [single, first, second, neighbour] = [
      await town.home(area),
      await town.home(area),
      await town.home(area),
      await town.home(area),
    ];
    const building = `${digits(9)}号楼`;
    await hall.owner.query('UPDATE premises SET building = $2 WHERE id = ANY ($1)', [
      [first.premisesId, second.premisesId],
      building,
    ]);
    const people = [];
    for (const home of [single, first, second]) people.push(await town.holderOf(home));
    await town.holderOf(neighbour);
    const no = await published({
      ...times(),
      accountNos: [single.accountNo],
      buildingIds: [first.premisesId],
    });
    expect(await told(no)).toEqual(people.map(({ personId }) => `person:${personId}`).sort());
  });
});

describe('the count before anything is sent', () => {
  it('is of those who are told afterwards: people once for all their homes, holders on file, contacts', async () => {
    const area = await town.area();
    const [home, other, unbound, hospital] = [
      await town.home(area),
      await town.home(area),
      await town.home(area),
      await town.home(area, 'important'),
    ];
    const person = await town.holderOf(home);
    await hall.world.bind(person, other, { isHolder: true });
    const relative = await hall.world.resident();
    await hall.world.bind(relative, home);
    const contact = await contactOf(hospital, 'emergency');
    const plan = { ...times(), areaIds: [area.areaId] };
    const preview = await town.staff('POST', '/outage-previews', { kind: 'planned', ...plan });
    expect(preview.status).toBe(200);
    const { people, holders, contacts, accounts } = preview.body.counts;
    expect({ accounts, people, holders, contacts }).toEqual({
      accounts: 4,
      people: 2,
      holders: 2,
      contacts: 1,
    });
    const no = await published(plan);
    expect(await told(no)).toEqual(
      [
        contact,
        `person:${person.personId}`,
        `person:${relative.personId}`,
        `holder:${unbound.holderPeriodId}`,
        `holder:${hospital.holderPeriodId}`,
      ].sort(),
    );
    const { body } = await town.staff('GET', `/outages/${no}`);
    const sum = people + holders + contacts;
    expect(body.tellings).toMatchObject([{ what: 'published', told: sum, expected: sum }]);
  });
});
