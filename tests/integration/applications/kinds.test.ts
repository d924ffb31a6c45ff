/** Kinds are data: versions, holes, and a kind nobody has written code for. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHall } from '../../../server/src/app.ts';
import { about, home, type Office, openOffice, today } from './office.ts';
import { customer, desk } from './walker.ts';

let hall: Office['hall'];
let clerk: Office['clerk'];
let administrator: Office['administrator'];
let begun: Office['begun'];
let handedIn: Office['handedIn'];

beforeAll(async () => {
  ({ hall, clerk, administrator, begun, handedIn } = await openOffice());
});
afterAll(() => hall.close());

describe('kinds are data', () => {
  const put = (definition: unknown) =>
    hall.call('POST', '/staff/application-kinds', {
      cookie: administrator.cookie,
      key: randomUUID(),
      body: { definition },
    });

  it('a new version is for new cases; a running one stays on its own', async () => {
    const { caseNo, me } = await handedIn();
    const next = { ...structuredClone(home), version: 2, limit: { workingDays: 9, source: '测试' } };
    expect((await put(next)).status).toBe(201);
    expect((await me.ask('GET', `/${caseNo}`)).body.kind.version).toBe(1);
    const { body } = await (await begun()).me.ask('GET', '');
    expect(body.applications[0].kind.code).toBe('new-residential');
    const fresh = await begun();
    expect((await fresh.me.ask('GET', `/${fresh.caseNo}`)).body.kind).toMatchObject({
      version: 2,
      limit: { workingDays: 9 },
    });
    const changed = { ...next, limit: { workingDays: 8, source: '测试' } };
    expect((await put(changed)).body.error).toBe('application-kind-version-taken');
  });

  it('a kind nobody has written code for is walked like any other', async () => {
    const code = 'cable-check';
    const definition = {
      code,
      version: 1,
      name: { zh: '电缆检查', en: 'Cable check' },
      summary: { zh: '检查入户电缆', en: 'Looks at your cable' },
      group: 'meter',
      subject: 'new-place',
      category: 'residential',
      limit: { workingDays: 3, source: '测试' },
      fields: [{ code: 'phone', label: { zh: '电话', en: 'Phone' }, type: 'phone', required: true }],
      papers: [],
      start: 'look',
      steps: [
        {
          code: 'look',
          name: { zh: '检查', en: 'Look' },
          stage: 'survey',
          type: 'review',
          by: 'survey',
          workingDays: 3,
          moves: [{ code: 'fine', name: { zh: '完好', en: 'Fine' }, to: 'done' }],
        },
      ],
    };
    const made = await put(definition);
    expect(made.status).toBe(201);
    const walk = { hall, resident: await hall.world.resident(), clerk };
    const caseNo = await customer(walk).begin(made.body, about, today);
    expect((await customer(walk).ask('POST', `/${caseNo}/submission`)).body.status).toBe('open');
    await desk(walk).must(`/${caseNo}/take`);
    expect((await desk(walk).must(`/${caseNo}/moves`, { move: 'fine' })).status).toBe('done');
  });

  it('a hole is named and nothing is put in', async () => {
    const broken = structuredClone(home) as unknown as {
      version: number;
      code: string;
      steps: { moves: { to: string }[] }[];
    };
    broken.code = 'broken-kind';
    broken.steps[1]!.moves[0]!.to = 'nowhere';
    const { status, body } = await put(broken);
    expect([status, body.error]).toEqual([422, 'application-kind-incomplete']);
    expect(body.message).toContain('steps.survey.moves.onwards: there is no step nowhere');
  });
});

describe('a hall', () => {
  // Last: what is put in here stays.
  it('does not start over a kind that is kept with a hole, and says which', async () => {
    const broken = structuredClone(home) as unknown as { steps: { moves: { to: string }[] }[] };
    broken.steps[1]!.moves[0]!.to = 'nowhere';
    await hall.owner.query(
      `INSERT INTO service_kinds (code, version, definition, added_by) VALUES ('left-behind', 3, $1, 'staff:test')`,
      [JSON.stringify(broken)],
    );
    const again = await createHall(hall.settings, {});
    await expect(again.listen()).rejects.toThrow(
      'kind left-behind, version 3, in the database: steps.survey.moves.onwards: there is no step nowhere',
    );
    await again.close();
  });
});
