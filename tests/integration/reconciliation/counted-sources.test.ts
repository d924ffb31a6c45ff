/** Money that no file tells of: tills, cash boxes and cards are found again in a count, messages in the operator's file. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, businessDate } from '../../../server/src/shared/dates.ts';
import { testCipher } from '../../support/world.ts';
import { type DeskStory, freshKey, type Member, openDeskStory } from '../desk/desk-story.ts';
import { enrolled } from '../desk/machine.ts';
import { paymentStory } from '../payments/story.ts';

let story: DeskStory;
let finance: Member;
let supervisor: Member;
const today = () => businessDate(story.clock.now());
beforeAll(async () => {
  story = await openDeskStory();
  finance = await story.member('finance');
  supervisor = await story.member('supervisor');
});
afterAll(() => story.close());

async function run(code: string, day = today()) {
  const sources = await story.hall.app.reconciliation.sources(day);
  const source = sources.find(each => each.source === code);
  if (!source) throw new Error(`${code} is none of ${sources.map(each => each.source).join(', ')}`);
  return story.hall.app.reconciliation.run(source, day);
}

const take = async (clerk: Member, amountFen: number, more: object = { tender: 'cash' }) => {
  const customer = await story.customer(amountFen);
  const taken = await story.post(clerk, '/staff/desk/takings', { ...story.pays(customer), ...more });
  expect(taken.status).toBe(201);
  return taken.body.paymentNo as string;
};
const close = (clerk: Member & { shiftNo: string }, counted: Record<string, number>, more: object = {}) =>
  story.post(clerk, `/staff/desk/shifts/${clerk.shiftNo}/close`, { counted, ...more });
const calendar = async () =>
  (await story.get(finance, `/staff/reconciliation/calendar?from=${today()}&to=${today()}`)).body;
const differences = async (source: string) => {
  const { rows } = await story.hall.owner.query(
    `SELECT d.id::int, d.kind, d.class, d.reference, d.channel, d.ours_fen::int AS ours, d.theirs_fen::int AS theirs, d.status
       FROM reconciliation_differences d JOIN reconciliation_days y ON y.id = d.day_id WHERE y.source = $1 ORDER BY d.id`,
    [source],
  );
  return rows;
};

describe("a clerk's shift", () => {
  it('waits for its count, then for its cheque; both are found, voids included, and nothing is booked twice', async () => {
    const clerk = await story.clerk(0);
    const source = `shift:${clerk.shiftNo}`;
    await take(clerk, 10_000);
    const mistaken = await take(clerk, 5_000);
    const cheque = await take(clerk, 30_000, { tender: 'cheque', reference: '00123456', bank: '工商银行' });
    await story.post(supervisor, `/staff/desk/takings/${mistaken}/void`, { reason: '输错户号' });
    expect(await run(source)).toMatchObject({
      status: 'waiting',
      problem: { reason: 'awaits-count' },
      open: 0,
    });
    await close(clerk, { '10000': 1 }, { papers: 1 });
    expect(await run(source)).toMatchObject({ status: 'waiting', problem: { reason: 'awaits-clearing' } });
    const [bank, till] = [await story.account('bank'), await story.account('till')];
    // Not whoever took the cheque, whatever else they may.
    await story.hall.owner.query(
      `UPDATE staff_members SET roles = array_append(roles, 'finance') WHERE username = $1`,
      [clerk.username],
    );
    expect((await story.post(clerk, `/staff/desk/takings/${cheque}/clear`)).body.error).toBe('own-taking');
    expect((await story.post(finance, `/staff/desk/takings/${cheque}/clear`)).status).toBe(200);
    expect(await run(source)).toMatchObject({ status: 'matched', rows: 4, matched: 4, open: 0 });
    expect([(await story.account('bank')) - bank, (await story.account('till')) - till]).toEqual([
      30_000, -30_000,
    ]);
    const { channels, sources } = await calendar();
    expect(channels.find((row: { channel: string }) => row.channel === 'counter')).toMatchObject({
      status: 'matched',
      oursFen: 40_000,
    });
    expect(sources.find((row: { source: string }) => row.source === source)).toMatchObject({
      group: { code: 'shift', nameZh: '柜台班次' },
      parts: [{ code: 'count', fetched: true }],
    });
    expect(await story.differences()).toEqual([]);
  });

  it('that was counted short stands in the queue until two persons have looked at it', async () => {
    const clerk = await story.clerk(0);
    const source = `shift:${clerk.shiftNo}`;
    await take(clerk, 12_000);
    await close(clerk, { '10000': 1 }, { explanation: '少收一张 20 元' });
    expect(await run(source)).toMatchObject({ status: 'differences', open: 1 });
    const [difference] = await differences(source);
    expect(difference).toMatchObject({
      kind: 'total',
      reference: 'settled-paid',
      ours: 12_000,
      theirs: 10_000,
    });
    const path = `/staff/reconciliation/differences/${difference.id}`;
    const proposal = await story.post(finance, `${path}/proposal`, {
      action: 'accept',
      reason: '已记入现金长短款',
    });
    expect(proposal.body).toMatchObject({ status: 'proposed', actions: [] });
    expect((await story.post(finance, `${path}/decision`, { approve: true })).status).toBe(403);
    expect((await story.post(supervisor, `${path}/decision`, { approve: true })).body.status).toBe(
      'resolved',
    );
    expect(await run(source)).toMatchObject({ status: 'matched', open: 0 });
    expect(await story.differences()).toEqual([]);
  });

  it('whose cheque bounces is matched with its reversal', async () => {
    const clerk = await story.clerk(0);
    const cheque = await take(clerk, 8_000, { tender: 'cheque', reference: '00123457', bank: '农业银行' });
    await close(clerk, {}, { papers: 1 });
    for (const who of [finance, supervisor])
      await story.post(who, `/staff/desk/takings/${cheque}/bounce`, { reason: '空头支票' });
    expect(await run(`shift:${clerk.shiftNo}`)).toMatchObject({ status: 'matched', rows: 2, matched: 2 });
  });
});

describe('a cash box', () => {
  it('waits until it was taken out and counted; a missing note is a difference of its last day', async () => {
    const [device, customer] = [await enrolled(story), await story.customer(12_000)];
    const { boxNo } = (await device.call('GET', '/kiosk/state')).body;
    await device.report(device.notes(customer.household.accountNo, [10_000, 2_000]));
    expect(await run(`cash-box:${boxNo}`)).toMatchObject({ status: 'waiting', matched: 1, open: 0 });
    const kiosk = (await calendar()).channels.find((row: { channel: string }) => row.channel === 'kiosk');
    expect(kiosk).toMatchObject({ status: 'waiting', oursFen: 12_000, matchedCount: 1 });
    await device.report([device.event('box', { removed: '1', inserted: '2' })]);
    const count = { counted: { '10000': 1 }, explanation: '一张 20 元为假币' };
    expect((await story.post(finance, `/staff/desk/cash-boxes/${boxNo}/count`, count)).status).toBe(200);
    // What one person has counted proves nothing yet.
    expect(await run(`cash-box:${boxNo}`)).toMatchObject({ status: 'waiting', open: 0 });
    const confirmed = { approve: true };
    expect(
      (await story.post(supervisor, `/staff/desk/cash-boxes/${boxNo}/confirmation`, confirmed)).status,
    ).toBe(200);
    expect(await run(`cash-box:${boxNo}`)).toMatchObject({ status: 'differences', open: 1 });
    expect(await differences(`cash-box:${boxNo}`)).toMatchObject([
      { kind: 'total', ours: 12_000, theirs: 10_000 },
    ]);
    expect(await story.differences()).toEqual([]);
  });
});

describe('recharge cards', () => {
  it('are found in the register, and wait until their buyer has paid for them', async () => {
    const printerKey = generateKeyPairSync('rsa', { modulusLength: 3072 }).publicKey.export({
      type: 'spki',
      format: 'pem',
    });
    const [clerk, payer] = [await story.member('clerk'), await paymentStory(story.hall).payer(12_345)];
    const wish = { faceFen: 20_000, count: 1, expiresOn: '2099-12-31', printerKey };
    const { batchNo } = (await story.post(finance, '/staff/card-batches', wish)).body;
    await story.post(supervisor, `/staff/card-batches/${batchNo}/decision`, { approve: true });
    await story.post(finance, `/staff/card-batches/${batchNo}/export`);
    const { rows } = await story.hall.owner.query(
      `SELECT serial FROM cards c JOIN card_batches b ON b.id = c.batch_id WHERE b.batch_no = $1`,
      [batchNo],
    );
    const serial = rows[0].serial as string;
    const pin = '1234567890123456';
    await story.hall.owner.query('UPDATE cards SET pin_hash = $2 WHERE serial = $1', [
      serial,
      testCipher.hash('card-pin', `${serial}:${pin}`),
    ]);
    const sale = await story.post(clerk, '/staff/card-sales', {
      fromSerial: serial,
      toSerial: serial,
      buyer: '便利店',
    });
    const redeemed = await story.hall.call(
      'POST',
      `/households/${payer.household.accountNo}/card-redemptions`,
      {
        token: payer.resident.token,
        body: { serial, pin },
        key: freshKey(),
      },
    );
    expect(redeemed.status).toBe(201);
    expect(await run('card')).toMatchObject({
      status: 'waiting',
      problem: { reason: 'awaits-sale-payment' },
    });
    const paid = { bankReference: 'ICBC20261128001' };
    expect((await story.post(finance, `/staff/card-sales/${sale.body.saleNo}/payment`, paid)).status).toBe(
      200,
    );
    expect(await run('card')).toMatchObject({ status: 'matched', rows: 1, matched: 1 });
    const detail = await story.get(finance, `/staff/reconciliation/day?source=card&day=${today()}`);
    expect(detail.body).toMatchObject({
      channels: [{ channel: 'recharge-card', oursFen: 20_000, matchedFen: 20_000 }],
      day: { ledgerFen: 20_000, settledFen: 20_000 },
      files: [{ part: 'count', status: 'accepted' }, { status: 'accepted' }],
    });
    expect(await story.differences()).toEqual([]);
  });
});

describe("the SMS operator's day file", () => {
  const upload = async (day: string, file: Buffer) => {
    const query = new URLSearchParams({ source: 'sms-operator:TENCENT', day, part: 'day' });
    const reply = await fetch(`${story.hall.url}/api/v1/staff/reconciliation/files?${query}`, {
      method: 'POST',
      headers: { cookie: finance.cookie, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(file),
    });
    return { status: reply.status, body: JSON.parse(await reply.text()) };
  };

  it('is brought by hand, finds a command that was lost, and is refused whole when altered', async () => {
    const { sandbox, owner, url } = story.hall;
    const day = today();
    await sandbox.post('/control/settings', {
      smsCallbackUrl: `${url}/notify/sms/tencent/${'x'.repeat(40)}`,
    });
    await sandbox.post('/control/sms/inbound', { phone: '13911112222', text: 'CX' });
    const reply = await fetch(`${sandbox.url}/control/sms/day-file?date=${day.replaceAll('-', '')}`);
    const file = Buffer.from(await reply.arrayBuffer());
    expect((await upload(day, file)).body.error).toBe('day-not-over');
    story.clock.pass(2 * 86_400);
    const altered = Buffer.from(file);
    altered[file.indexOf('MO')] = 0x58;
    const refused = await upload(day, altered);
    expect(refused).toMatchObject({
      status: 422,
      body: { error: 'statement-refused', details: [{ rule: 'hash' }] },
    });
    expect((await upload(day, file)).status).toBe(202);
    expect(await run('sms-operator:TENCENT', day)).toMatchObject({
      status: 'differences',
      open: 1,
      posted: 0,
    });
    const [lost] = await differences('sms-operator:TENCENT');
    expect(lost).toMatchObject({ kind: 'message', class: 'missing-here', channel: 'sms', theirs: 0 });
    expect(lost.reference).not.toContain('13911112222');
    const { rows } = await owner.query('SELECT count(*)::int AS kept FROM sms_inbound');
    expect(rows).toEqual([{ kept: 0 }]);
  });

  it('is missed where messages came in and no file did', async () => {
    const day = addDays(today(), -1);
    await story.hall.owner.query(
      `INSERT INTO sms_inbound (event_id, phone_hash, phone_enc, text_enc, digest, sent_at, status) VALUES ('e1', 'x', 'x', 'x', '9EA51B0FE5ADE523', $1, 'stored')`,
      [`${day}T04:00:00Z`],
    );
    expect(await run('sms-operator:TENCENT', day)).toMatchObject({ status: 'no-file' });
  });
});

it('the job plans each shift and box on the days it lived, and nothing of it stays unlooked at', async () => {
  await story.hall.app.runJob('reconcile');
  const { rows } = await story.hall.owner.query(
    `SELECT count(*)::int AS unplanned FROM collections c WHERE NOT EXISTS (
       SELECT FROM reconciliation_days y WHERE y.source = c.source AND y.day = c.clearing_on AND y.status IN ('matched', 'differences'))`,
  );
  expect(rows).toEqual([{ unplanned: 0 }]);
});
