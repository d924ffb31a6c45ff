/** Papers are judged against one holder: whoever holds the account next is neither settled nor signed against by them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Office, openOffice, today, yesterday } from './office.ts';

const changed = '无法办理：受理后该户号的用电客户已变更，须对照新的用电客户重新审核';
const reading = { on: yesterday, total: 101_000, peak: 60_500, valley: 40_500 };

let hall: Office['hall'];
let heldHome: Office['heldHome'];
let inHand: Office['inHand'];

beforeAll(async () => {
  ({ hall, heldHome, inHand } = await openOffice());
});
afterAll(() => hall.close());

/** A stranger's move into a home that somebody holds, in the clerk's hands with all papers. */
async function moving(household: Awaited<ReturnType<typeof heldHome>>['household']) {
  const story = await inHand('holder-change', household.accountNo, await hall.world.resident());
  return { ...story, accept: () => story.office.ask('POST', `/${story.caseNo}/moves`, { move: 'accept' }) };
}

it('of two strangers who want the same home one is accepted, and the other is told plainly', async () => {
  const { household } = await heldHome();
  const [first, second] = [await moving(household), await moving(household)];
  expect((await first.accept()).body.status).toBe('waiting');
  const refused = await second.accept();
  expect([refused.status, refused.body.error]).toEqual([409, 'application-account-busy']);
  const late = await hall.world.resident();
  await expect(inHand('holder-change', household.accountNo, late)).rejects.toThrow();
  await first.me.ask('POST', `/${first.caseNo}/withdrawal`, { reason: '不搬了' });
  expect((await second.accept()).body.status).toBe('waiting');
});

describe('a holder who came after the papers were judged', () => {
  it('is not settled by them', async () => {
    const { household } = await heldHome();
    const { me, office, caseNo, accept } = await moving(household);
    await accept();
    await me.sign(caseNo);
    await office.must(`/${caseNo}/reading`, reading);
    await office.must(`/${caseNo}/moves`, { move: 'read' });
    const next = await hall.world.moveIn(household, yesterday);
    const refused = await office.ask('POST', `/${caseNo}/moves`, { move: 'switch' });
    expect([refused.status, refused.body.message]).toEqual([409, changed]);
    const { rows } = await hall.owner.query('SELECT to_date FROM holder_periods WHERE id = $1', [
      next.holderPeriodId,
    ]);
    expect(rows).toEqual([{ to_date: null }]);
  });

  it('brings a case that waits for its customer back to who judges it anew', async () => {
    const { household } = await heldHome();
    const { me, office, caseNo, accept } = await moving(household);
    await accept();
    const next = await hall.world.moveIn(household, yesterday);
    const { sha256 } = (await me.ask('GET', `/${caseNo}/contract`)).body;
    const refused = await me.ask('POST', `/${caseNo}/signature`, { sha256, agreed: true });
    expect([refused.status, refused.body.message]).toEqual([409, changed]);
    await hall.app.runJob('recall-overtaken-applications');
    const view = (await office.ask('GET', `/${caseNo}`)).body;
    expect(view).toMatchObject({ status: 'open', step: 'acceptance', wanted: null });
    expect(view.log.map(({ kind }: { kind: string }) => kind)).toContain('recalled');
    await accept();
    await me.sign(caseNo);
    await office.must(`/${caseNo}/reading`, { ...reading, on: today });
    await office.must(`/${caseNo}/moves`, { move: 'read' });
    await office.must(`/${caseNo}/moves`, { move: 'switch' });
    const { rows } = await hall.owner.query(
      'SELECT to_date IS NOT NULL AS ended FROM holder_periods WHERE id = $1',
      [next.holderPeriodId],
    );
    expect(rows).toEqual([{ ended: true }]);
  });
});
