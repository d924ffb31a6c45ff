/** The way out of a case that no move leads out of: ended by the utility, told with its reason, its money given back. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openLedger } from '../../../server/src/modules/ledger/index.ts';
import { type Office, openOffice, today, yesterday } from './office.ts';
import { desk, payFees } from './walker.ts';

const reason = '原用户已销户，请按新装重新申请';

let hall: Office['hall'];
let clerk: Office['clerk'];
let colleague: Office['colleague'];
let supervisor: Office['supervisor'];
let toSign: Office['toSign'];
let heldHome: Office['heldHome'];
let inHand: Office['inHand'];

beforeAll(async () => {
  ({ hall, clerk, colleague, supervisor, toSign, heldHome, inHand } = await openOffice());
});
afterAll(() => hall.close());

/** A transfer that is signed and read, whose old holder has gone meanwhile. */
async function stuckTransfer() {
  const { household } = await heldHome();
  const story = await inHand('holder-change', household.accountNo, await hall.world.resident());
  const { me, office, caseNo } = story;
  await office.must(`/${caseNo}/moves`, { move: 'accept' });
  await me.sign(caseNo);
  const reading = { on: yesterday, total: 101_000, peak: 60_500, valley: 40_500 };
  await office.must(`/${caseNo}/reading`, reading);
  await office.must(`/${caseNo}/moves`, { move: 'read' });
  await hall.owner.query('UPDATE holder_periods SET to_date = $2 WHERE id = $1', [
    household.holderPeriodId,
    today,
  ]);
  return story;
}

describe('a case that cannot be brought about', () => {
  it('is ended with its reason, which the customer reads and may appeal against before other eyes', async () => {
    const { me, office, caseNo, walk } = await stuckTransfer();
    const impossible = await office.ask('POST', `/${caseNo}/moves`, { move: 'switch' });
    expect([impossible.status, impossible.body.error]).toEqual([409, 'application-no-effect']);
    expect((await office.ask('POST', `/${caseNo}/ending`, { reason: ' ' })).status).toBe(400);
    const ended = await office.must(`/${caseNo}/ending`, { reason });
    expect([ended.status, ended.reason, ended.moves]).toEqual(['refused', reason, []]);
    const seen = (await me.ask('GET', `/${caseNo}`)).body;
    expect(seen).toMatchObject({ status: 'refused', reason, wanted: null, canAppeal: true });
    const { rows: told } = await hall.owner.query(
      `SELECT params ->> 'reason' AS reason FROM notices WHERE event = 'application-refused' AND dedupe_key LIKE $1`,
      [`application:${caseNo}:%`],
    );
    expect(told).toEqual([{ reason }]);
    const { rows: logged } = await hall.owner.query(
      `SELECT actor, detail FROM audit_entries WHERE action = 'application.ended' AND subject = $1`,
      [`application:${caseNo}`],
    );
    expect(logged).toEqual([{ actor: `staff:${clerk.username}`, detail: { from: 'settling' } }]);
    const again = await office.ask('POST', `/${caseNo}/ending`, { reason });
    expect([again.status, again.body.error]).toEqual([409, 'application-ended']);
    expect((await me.ask('POST', `/${caseNo}/appeal`, { reason: '房东说还在' })).body.status).toBe('open');
    const refused = await Promise.all([
      office.ask('POST', `/${caseNo}/take`),
      office.ask('POST', `/${caseNo}/ending`, { reason }),
    ]);
    expect(refused.map(({ body }) => body.error)).toEqual(Array(2).fill('application-own-refusal'));
    await desk({ ...walk, clerk: colleague }).must(`/${caseNo}/take`);
  });

  it('is ended by who has it in hand, by its manager, or by a supervisor, also while it waits for the customer', async () => {
    const waits = await toSign();
    const others = desk({ ...waits.walk, clerk: colleague });
    const refused = await others.ask('POST', `/${waits.caseNo}/ending`, { reason });
    expect([refused.status, refused.body.error]).toEqual([409, 'application-not-yours']);
    expect((await waits.office.must(`/${waits.caseNo}/ending`, { reason })).status).toBe('refused');
    const { rows: clocks } = await hall.owner.query(
      `SELECT count(*)::int AS standing FROM case_stops s JOIN applications c ON c.id = s.case_id WHERE c.case_no = $1 AND s.to_on IS NULL`,
      [waits.caseNo],
    );
    expect(clocks).toEqual([{ standing: 0 }]);
    const late = await waits.me.ask('GET', `/${waits.caseNo}/contract`);
    expect(late.status).toBe(404);
    const away = await toSign();
    const chief = desk({ ...away.walk, clerk: supervisor });
    expect((await chief.must(`/${away.caseNo}/ending`, { reason })).status).toBe('refused');
  });
});

it('sends nobody there on the half day of today that was booked for it', async () => {
  const { household, resident } = await heldHome();
  const { office, caseNo } = await inHand('meter-move', household.accountNo, resident);
  await office.must(`/${caseNo}/moves`, { move: 'accept' });
  await hall.owner.query(
    `INSERT INTO site_visits (case_id, step, team, visit_on, part, status, booked_by, booked_at)
     SELECT id, step, team, $2, 'pm', 'booked', 'test', now() FROM applications WHERE case_no = $1`,
    [caseNo, today],
  );
  await office.must(`/${caseNo}/ending`, { reason });
  const { rows } = await hall.owner.query(
    `SELECT v.status FROM site_visits v JOIN applications c ON c.id = v.case_id WHERE c.case_no = $1`,
    [caseNo],
  );
  expect(rows).toEqual([{ status: 'cancelled' }]);
});

describe('its money', () => {
  async function waitingForFee() {
    const { household, resident } = await heldHome();
    const story = await inHand('meter-move', household.accountNo, resident);
    const { office, caseNo } = story;
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    await office.must(`/${caseNo}/visit`, { outcome: 'done' });
    await office.must(`/${caseNo}/fees`, { fees: { works: 28_000 } });
    await office.must(`/${caseNo}/moves`, { move: 'onwards' });
    return story;
  }
  const payablesOf = async (caseNo: string) =>
    (
      await hall.owner.query(
        `SELECT y.status, y.paid_fen::int AS paid FROM case_fees f JOIN payables y ON y.id = f.payable_id JOIN applications c ON c.id = f.case_id WHERE c.case_no = $1`,
        [caseNo],
      )
    ).rows;
  const refundsOf = async (paymentNo: string) =>
    (
      await hall.owner.query(
        `SELECT f.status, f.amount_fen::int AS fen FROM refunds f JOIN payments p ON p.id = f.payment_id WHERE p.payment_no = $1`,
        [paymentNo],
      )
    ).rows;

  it('that nobody has paid is owed no more', async () => {
    const { office, caseNo } = await waitingForFee();
    await office.must(`/${caseNo}/ending`, { reason });
    expect(await payablesOf(caseNo)).toEqual([{ status: 'void', paid: 0 }]);
  });

  it('that was paid is asked back once nothing can be appealed any more, and waits for finance', async () => {
    const { walk, office, caseNo } = await waitingForFee();
    const paymentNo = await payFees(walk, caseNo);
    await office.must(`/${caseNo}/ending`, { reason });
    await hall.app.runJob('return-left-money');
    expect(await refundsOf(paymentNo)).toEqual([]);
    await hall.owner.query(
      `UPDATE applications SET ended_at = ended_at - interval '60 days' WHERE case_no = $1`,
      [caseNo],
    );
    await hall.app.runJob('return-left-money');
    expect(await refundsOf(paymentNo)).toEqual([{ status: 'awaiting-approval', fen: 28_000 }]);
    expect(await openLedger({ db: { pool: hall.owner } }).differences()).toEqual([]);
  });
});
