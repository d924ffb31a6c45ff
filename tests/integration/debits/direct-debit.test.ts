import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { figuresOf, grownSince } from '../../support/figures.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import type { Resident } from '../../support/world.ts';
import { storyOf } from '../accounts/accounts-story.ts';
import { freshKey, type Payer, paymentStory } from '../payments/story.ts';
import { type BankOfTest, openBank } from './bank.ts';

describe('a bank debits the bills of its mandates', () => {
  let hall: RunningHall;
  let bank: BankOfTest;
  let story: ReturnType<typeof paymentStory>;
  let finance: string;
  let supervisor: string;
  /** Where the next run is cut off. */
  let cutAt = '';

  beforeAll(async () => {
    const crashPoints = {
      reach(name: string) {
        if (name !== cutAt) return;
        cutAt = '';
        throw new Error(`cut off at ${name}`);
      },
    };
    [hall, bank] = await Promise.all([startHall({ crashPoints }), openBank()]);
    story = paymentStory(hall);
    [finance, supervisor] = [await story.staff('finance'), await story.staff('supervisor')];
    const body = {
      nameZh: '电亭农商银行',
      nameEn: 'Dianting Rural Bank',
      utilityCode: 'DIANTING',
      active: true,
      keyId: bank.keyId,
      key: bank.key,
      sftp: bank.sftp,
      sftpKey: bank.sftpKey,
    };
    const cookie = await story.staff('administrator');
    const added = await hall.call('PUT', '/staff/debit-banks/DTNS', { cookie, body });
    expect(added.status).toBe(200);
    expect(JSON.stringify(added.body)).not.toContain(bank.key);
  }, 60_000);
  beforeEach(async () => {
    // Each story has its own mandates: those of earlier ones have ended.
    await hall.owner.query(
      `UPDATE debit_mandates SET status = 'ended', ended_at = now() WHERE status <> 'ended'`,
    );
  });
  afterAll(async () => {
    await hall?.close();
    await bank?.close();
  });

  /** A household with an open bill and a mandate that holds already. */
  async function debtor(
    amountFen = 12_840,
    account = '6230580000012345675',
  ): Promise<Payer & { mandateNo: string }> {
    const payer = await story.payer(amountFen);
    const body = { bankCode: 'DTNS', bankAccount: account, holderName: '欧阳娜娜' };
    const path = `/households/${payer.household.accountNo}/mandate`;
    const signed = await hall.call('POST', path, { token: payer.resident.token, body, key: freshKey() });
    expect(signed.status).toBe(201);
    const { mandateNo } = signed.body.mandate;
    await hall.owner.query(
      'UPDATE debit_mandates SET effective_from = current_date - 1 WHERE mandate_no = $1',
      [mandateNo],
    );
    return { ...payer, mandateNo };
  }

  const startBatch = (cookie = finance) =>
    hall.call('POST', '/staff/debit-batches', { cookie, body: { bankCode: 'DTNS' }, key: freshKey() });

  async function sentFile(): Promise<string> {
    const batch = await startBatch();
    expect(batch.status).toBe(201);
    return sentFileOfLastBatch();
  }

  async function sentFileOfLastBatch(): Promise<string> {
    await hall.app.runJob('write-debit-files');
    const files = await hall.call('GET', '/staff/debit-files?bankCode=DTNS', { cookie: finance });
    const { name } = files.body.files[0];
    await eventually(
      async () => {
        await hall.app.runJob('deliver-outbox');
        return bank.names('upload');
      },
      names => names.includes(name),
    );
    return name;
  }

  const upload = (name: string, bytes: Buffer, cookie = finance) =>
    fetch(`${hall.url}/api/v1/staff/debit-results?bankCode=DTNS&name=${name}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    }).then(async reply => ({ status: reply.status, body: (await reply.json()) as Record<string, unknown> }));

  const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const item = async (payer: Payer) =>
    (
      await hall.owner.query(
        `SELECT status, code, retry_on, payment_no FROM debit_items WHERE payable_id = $1 ORDER BY id DESC LIMIT 1`,
        [payer.bill.payableId],
      )
    ).rows[0];
  const lockOf = async (payer: Payer) =>
    (
      await hall.owner.query('SELECT locked_for, locked_until FROM payables WHERE id = $1', [
        payer.bill.payableId,
      ])
    ).rows[0];
  const mandateOf = async (payer: Payer & { resident: Resident }) =>
    (
      await hall.call('GET', `/households/${payer.household.accountNo}/mandate`, {
        token: payer.resident.token,
      })
    ).body;

  test('from mandate to receipt: locked while the file is out, paid by the result, told to the customer', async () => {
    const payer = await debtor();
    expect((await mandateOf(payer)).mandate).toMatchObject({
      accountTail: '5675',
      holderNameMasked: '***娜',
      status: 'active',
    });

    const name = await sentFile();
    const sent = bank.read(name);
    expect(sent.rows.map(row => row.slice(4, 8))).toEqual([
      ['6230580000012345675', '欧阳娜娜', '12840', payer.household.accountNo],
    ]);
    expect((await lockOf(payer)).locked_for).toMatch(/^debit-batch:DTNS-\d{6}$/);
    const refused = await story.start(payer);
    expect([refused.status, refused.body.error]).toEqual([409, 'payable-locked']);

    bank.take(name);
    const result = bank.answer(name, today());
    bank.put(result.name, result.bytes);
    await hall.app.runJob('fetch-debit-results');
    expect(await story.owed(payer.bill)).toBe(0);
    expect(await lockOf(payer)).toEqual({ locked_for: null, locked_until: null });
    expect(bank.names('download/done')).toContain(result.name);
    const { payment_no: paymentNo } = await item(payer);
    const { rows } = await hall.owner.query(
      `SELECT c.source, c.clearing_on::text, p.channel FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1`,
      [paymentNo],
    );
    expect(rows).toEqual([{ source: 'debit-bank:DTNS', clearing_on: today(), channel: 'bank-debit' }]);
    expect((await mandateOf(payer)).debits[0]).toMatchObject({ status: 'taken', paymentNo });
    expect(await story.differences()).toEqual([]);
  });

  test('the same result twice, by SFTP and by hand at once, is booked once; the same name with other bytes is refused', async () => {
    const payer = await debtor();
    const name = await sentFile();
    const result = bank.answer(name, today());
    bank.put(result.name, result.bytes);
    const [, first, second] = await Promise.all([
      hall.app.runJob('fetch-debit-results'),
      upload(result.name, result.bytes),
      upload(result.name, result.bytes, supervisor),
    ]);
    expect([first!.status, second!.status].every(status => status === 201 || status === 422)).toBe(true);
    const { payment_no: paymentNo } = await item(payer);
    expect(await story.collected(paymentNo)).toEqual({ times: 1, sum: 12_840 });
    expect((await upload(result.name, result.bytes)).body).toMatchObject({ outcome: 'repeat' });
    const other = bank.answer(name, today(), { 1: '1001' });
    expect((await upload(other.name, other.bytes)).body).toMatchObject({ error: 'debit-file-refused' });
    expect(await story.collected(paymentNo)).toEqual({ times: 1, sum: 12_840 });
  });

  test('a file that is altered, cut or names another sum is refused whole, with line and reason, and nothing is booked', async () => {
    const payer = await debtor();
    const name = await sentFile();
    const { name: resultName, bytes } = bank.answer(name, today());
    const untrusted = await figuresOf(hall.url, 'hall_untrusted_total');
    const altered = Buffer.from(bytes);
    altered[bytes.indexOf('12840')] = 0x39;
    const cases: [Buffer, string, string][] = [
      [altered, 'mac', 'line.3'],
      [bytes.subarray(0, -40), 'form', 'line.3'],
      [bank.seal(['0|DKRES|1.0|DTNS|DIANTING|20261122|000000|001|0000'], [0, 0, 0]), 'header', 'line.1'],
    ];
    for (const [file, rule, field] of cases) {
      const reply = await upload(resultName, file);
      expect([reply.status, reply.body['details']]).toEqual([
        422,
        [expect.objectContaining({ rule, field })],
      ]);
    }
    const { head, rows } = bank.read(name);
    const wrongSum = [
      ['0', 'DKRES', '1.0', 'DTNS', 'DIANTING', '20261122', head[6], head[7], '0000'].join('|'),
      ['1', '1', rows[0]![2], rows[0]![3], '1', '0000', 'X1', '20261122090000', ''].join('|'),
    ];
    const reply = await upload(resultName, bank.seal(wrongSum, [1, 1, 1]));
    expect(reply.body['details']).toEqual([expect.objectContaining({ rule: 'rows', field: 'line.2' })]);
    expect(grownSince(untrusted, await figuresOf(hall.url, 'hall_untrusted_total'))).toEqual({
      'debit-bank:DTNS mac': 1,
      'debit-bank:DTNS form': 1,
      'debit-bank:DTNS header': 1,
      'debit-bank:DTNS rows': 1,
    });
    expect([(await item(payer)).status, await story.owed(payer.bill)]).toEqual(['out', 12_840]);
    // The right file is taken all the same.
    expect((await upload(resultName, bytes)).status).toBe(201);
    expect(await story.owed(payer.bill)).toBe(0);
    const arrivals = await hall.call('GET', '/staff/debit-arrivals', { cookie: finance });
    expect(arrivals.body.arrivals.filter((each: { name: string }) => each.name === resultName)).toHaveLength(
      5,
    );
  });

  test('a serial that the bank gave before refuses its file with the line; no file holds up the next one of its bank', async () => {
    const payers: Payer[] = [];
    const names: string[] = [];
    for (let count = 0; count < 4; count++) {
      payers.push(await debtor());
      names.push(await sentFile());
      bank.take(names[count]!);
    }
    const [known, spoilt, cut, last] = names as [string, string, string, string];
    const result = bank.answer(known, today());
    expect((await upload(result.name, result.bytes)).status).toBe(201);
    const { rows } = await hall.owner.query('SELECT bank_serial FROM debit_items WHERE payable_id = $1', [
      payers[0]!.bill.payableId,
    ]);
    const wrong = bank.answer(spoilt, today(), {}, { 1: rows[0].bank_serial });
    for (const { name, bytes } of [wrong, bank.answer(cut, today()), bank.answer(last, today())])
      bank.put(name, bytes);
    cutAt = 'debit-result-stored';
    await hall.app.runJob('fetch-debit-results');
    expect(
      bank.names('download').filter(name => [spoilt, cut, last].includes(name.replace('RES', 'REQ'))),
    ).toEqual([wrong.name, cut.replace('REQ', 'RES')]);
    expect((await item(payers[3]!)).status).toBe('taken');
    const byHand = await upload(wrong.name, wrong.bytes);
    expect([byHand.status, byHand.body['details']]).toEqual([
      422,
      [expect.objectContaining({ rule: 'rows', field: 'line.2' })],
    ]);
    expect((await item(payers[1]!)).status).toBe('out');
    const right = bank.answer(spoilt, today());
    bank.put(right.name, right.bytes);
    await hall.app.runJob('fetch-debit-results');
    await hall.app.runJob('book-debit-results');
    for (const payer of payers) expect((await item(payer)).status).toBe('taken');
    expect(await story.differences()).toEqual([]);
  });

  test('a file too large for any bank is refused unread, once and for staff to see; the right one under its name is taken', async () => {
    const payer = await debtor();
    const name = await sentFile();
    const result = bank.answer(name, today());
    const untrusted = await figuresOf(hall.url, 'hall_untrusted_total');
    bank.put(result.name, Buffer.alloc(1024 * 1024 + 1, '|'));
    for (let round = 0; round < 2; round++) await hall.app.runJob('fetch-debit-results');
    expect(grownSince(untrusted, await figuresOf(hall.url, 'hall_untrusted_total'))).toEqual({
      'debit-bank:DTNS size': 2,
    });
    const listed = async () =>
      (await hall.call('GET', '/staff/debit-arrivals', { cookie: finance })).body.arrivals.filter(
        (each: { name: string }) => each.name === result.name,
      );
    expect(await listed()).toEqual([
      expect.objectContaining({
        ...{ bankCode: 'DTNS', kind: 'result', origin: 'sftp', outcome: 'refused', line: 0, reason: 'size' },
        reasonText: { zh: '文件过大，未读取', en: 'too large, not read' },
      }),
    ]);
    expect(bank.names('download')).toContain(result.name);
    expect([(await item(payer)).status, await story.owed(payer.bill)]).toEqual(['out', 12_840]);
    bank.put(result.name, result.bytes);
    await hall.app.runJob('fetch-debit-results');
    expect([(await item(payer)).status, await story.owed(payer.bill)]).toEqual(['taken', 0]);
    expect((await listed()).map(({ outcome }: { outcome: string }) => outcome)).toEqual(['taken', 'refused']);
  });

  test('a debit that fails tells the customer why, with a link to pay; the reason decides about trying again', async () => {
    const [poor, gone] = [await debtor(8_000), await debtor(9_000)];
    // Told at whatever hour this is tried.
    await hall.owner.query(
      'INSERT INTO message_preferences (person_id, quiet_from, quiet_until) VALUES ($1, 0, 0)',
      [poor.resident.personId],
    );
    const name = await sentFile();
    const bySeq = new Map(bank.read(name).rows.map(row => [row[7], Number(row[1])]));
    const codes = {
      [bySeq.get(poor.household.accountNo)!]: '1001',
      [bySeq.get(gone.household.accountNo)!]: '1004',
    };
    const result = bank.answer(name, today(), codes);
    expect((await upload(result.name, result.bytes)).status).toBe(201);

    expect(await item(poor)).toMatchObject({ status: 'failed', code: '1001' });
    expect((await item(poor)).retry_on).not.toBeNull();
    expect(await lockOf(poor)).toEqual({ locked_for: null, locked_until: null });
    expect((await mandateOf(poor)).mandate.status).toBe('active');
    expect((await mandateOf(gone)).mandate).toMatchObject({ status: 'ended', reason: '1004' });
    expect((await item(gone)).retry_on).toBeNull();

    const inbox = await eventually(
      async () => {
        await hall.app.runJob('deliver-notices');
        return hall.sandbox.lastSms(poor.resident.phone);
      },
      message => message !== undefined,
    );
    const { params } = inbox!;
    expect([params['reason'], params['amount']]).toEqual(['账户余额不足', '¥80.00']);
    const token = /token=([\w-]+)$/.exec(params['link']!)?.[1];
    const link = await hall.call('GET', `/pay-links/${token}`);
    expect(link.body).toMatchObject({ totalFen: 8_000, owedFen: 8_000, reason: 'debit-failed' });
    expect(JSON.stringify(link.body)).not.toContain(poor.household.accountNo);

    // Not before its day, and not more than three times.
    expect((await startBatch()).body).toMatchObject({ batchNo: null, rows: 0 });
    for (const attempt of [2, 3]) {
      await hall.owner.query(
        `UPDATE debit_items SET retry_on = current_date - 1 WHERE payable_id = $1 AND retry_on IS NOT NULL`,
        [poor.bill.payableId],
      );
      const again = await sentFile();
      const refused = bank.answer(again, today(), { 1: '1001' });
      await upload(refused.name, refused.bytes);
      expect((await item(poor)).retry_on === null).toBe(attempt === 3);
    }
    await hall.owner.query(
      `UPDATE debit_items SET retry_on = current_date - 1 WHERE payable_id = $1 AND retry_on IS NOT NULL`,
      [poor.bill.payableId],
    );
    expect((await startBatch()).body.rows).toBe(0);
    expect(await story.start(poor)).toMatchObject({ status: 201 });
  });

  test('a line that breaks while the file is sent, and a kill after it was sent, lead to one file', async () => {
    await debtor();
    bank.trouble('cut-while-writing');
    const batch = await startBatch();
    const { rows } = await hall.owner.query(
      'SELECT f.id, f.name FROM debit_files f JOIN debit_batches b ON b.id = f.batch_id WHERE b.batch_no = $1',
      [batch.body.batchNo],
    );
    const { id, name } = rows[0];
    const attempts = () =>
      hall.owner.query(`SELECT attempts FROM outbox_messages WHERE dedupe_key = $1`, [`debit-file:${name}`]);
    const again = () =>
      hall.owner.query(
        `UPDATE outbox_messages SET next_at = now(), status = 'waiting' WHERE dedupe_key = $1`,
        [`debit-file:${name}`],
      );
    await eventually(attempts, ({ rows: [row] }) => row?.attempts >= 1);
    await eventually(
      () =>
        hall.owner.query(`SELECT last_error FROM outbox_messages WHERE dedupe_key = $1`, [
          `debit-file:${name}`,
        ]),
      ({ rows: [row] }) => row?.last_error !== null,
    );
    expect(bank.names('upload')).not.toContain(name);
    bank.trouble('none');
    await again();
    await eventually(
      async () => {
        await hall.app.runJob('deliver-outbox');
        return (await hall.owner.query('SELECT status FROM debit_files WHERE id = $1', [id])).rows[0].status;
      },
      status => status === 'sent',
    );
    expect(bank.names('upload')).toContain(name);
    // As if the process had been killed between sending and writing that down; the bank has taken the file in meanwhile.
    bank.take(name);
    await hall.owner.query(`UPDATE debit_files SET status = 'written' WHERE id = $1`, [id]);
    await again();
    await eventually(
      async () => {
        await hall.app.runJob('deliver-outbox');
        return (await hall.owner.query('SELECT status FROM debit_files WHERE id = $1', [id])).rows[0].status;
      },
      status => status === 'sent',
    );
    expect(bank.names('upload')).not.toContain(name);
    expect(bank.names('upload/done')).toContain(name);
    const result = bank.answer(name, today());
    await upload(result.name, result.bytes);
  });

  test('cut off between any two steps, a batch is finished by the next run, once', async () => {
    const payer = await debtor();
    cutAt = 'debit-file-written';
    await startBatch();
    const name = await sentFileOfLastBatch();
    const result = bank.answer(name, today());
    cutAt = 'debit-result-stored';
    expect((await upload(result.name, result.bytes)).status).toBe(500);
    expect((await item(payer)).status).toBe('told');
    await Promise.all([hall.app.runJob('book-debit-results'), hall.app.runJob('book-debit-results')]);
    const { payment_no: paymentNo } = await item(payer);
    expect(await story.collected(paymentNo)).toEqual({ times: 1, sum: 12_840 });
    expect((await upload(result.name, result.bytes)).body).toMatchObject({ outcome: 'repeat' });
    expect(await lockOf(payer)).toEqual({ locked_for: null, locked_until: null });
  });

  test('no result by the deadline: the bill is free to pay, never sent again, and a late result is still booked', async () => {
    const payer = await debtor();
    const name = await sentFile();
    await hall.owner.query(
      `UPDATE debit_batches b SET deadline = now() - interval '1 minute' FROM debit_files f WHERE f.batch_id = b.id AND f.name = $1`,
      [name],
    );
    await hall.app.runJob('expire-debit-files');
    expect((await item(payer)).status).toBe('unknown');
    expect(await lockOf(payer)).toEqual({ locked_for: null, locked_until: null });
    expect((await startBatch()).body.rows).toBe(0);
    // The customer pays otherwise; then the bank says it has taken the money as well.
    await story.paid(payer);
    const result = bank.answer(name, today());
    expect((await upload(result.name, result.bytes)).status).toBe(201);
    const { payment_no: paymentNo } = await item(payer);
    expect(await story.collected(paymentNo)).toEqual({ times: 1, sum: 12_840 });
    expect(await story.balance(payer.household)).toBe(12_840);
    expect(await story.odd(paymentNo)).toEqual(['surplus']);
    expect(await story.differences()).toEqual([]);
  });

  /** A file whose result did not come by its deadline. */
  async function expiredFile(): Promise<{ payer: Payer; name: string; id: number }> {
    const payer = await debtor();
    const name = await sentFile();
    const { rows } = await hall.owner.query(
      `UPDATE debit_batches b SET deadline = now() - interval '1 minute' FROM debit_files f WHERE f.batch_id = b.id AND f.name = $1 RETURNING f.id`,
      [name],
    );
    await hall.app.runJob('expire-debit-files');
    return { payer, name, id: rows[0].id };
  }

  const askRelease = (name: string) =>
    hall.call('POST', `/staff/debit-files/${name}/release`, {
      cookie: finance,
      body: { reason: '银行来函：未扣款' },
    });

  /** What comes while a statement of another transaction has run and is not committed yet, and has to wait for it. */
  async function during<T>(text: string, values: unknown[], comes: () => Promise<T>): Promise<T> {
    const other = await hall.owner.connect();
    try {
      await other.query('BEGIN');
      await other.query(text, values);
      const coming = comes();
      await eventually(
        () =>
          hall.owner.query(
            `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          ),
        ({ rowCount }) => (rowCount ?? 0) > 0,
      );
      await other.query('COMMIT');
      return await coming;
    } finally {
      other.release();
    }
  }

  test('a result that comes while its file is being released is taken all the same: what the bank has taken is booked', async () => {
    const { payer, name, id } = await expiredFile();
    await askRelease(name);
    const result = bank.answer(name, today());
    const reply = await during(`SELECT decide_debit_release($1, true, 'staff:another')`, [id], () =>
      upload(result.name, result.bytes),
    );
    expect([reply.status, reply.body['outcome']]).toEqual([201, 'taken']);
    const file = await hall.call('GET', `/staff/debit-files/${name}`, { cookie: finance });
    expect(file.body).toMatchObject({ status: 'answered', takenRows: 1 });
    const { status, payment_no: paymentNo } = await item(payer);
    expect([status, await story.odd(paymentNo)]).toEqual(['taken', ['late-success']]);
  });

  test('a file is not released while its result is being taken: the money is booked', async () => {
    const { payer, name, id } = await expiredFile();
    await askRelease(name);
    const store = `SELECT store_debit_result($1, $2, '{1}', '{0000}', ARRAY['B-' || $1::bigint], ARRAY[now()], '{""}')`;
    const reply = await during(store, [id, today()], () =>
      hall.call('POST', `/staff/debit-files/${name}/release-decision`, {
        cookie: supervisor,
        body: { approve: true },
      }),
    );
    expect([reply.status, reply.body.error]).toEqual([409, 'debit-file-answered']);
    await hall.app.runJob('book-debit-results');
    const file = await hall.call('GET', `/staff/debit-files/${name}`, { cookie: finance });
    expect(file.body).toMatchObject({ status: 'answered', takenRows: 1, takenFen: 12_840 });
    expect([(await item(payer)).status, await story.owed(payer.bill)]).toEqual(['taken', 0]);
  });

  test('a mandate goes along when its person is joined into another: what the bank takes by it is theirs', async () => {
    const payer = await debtor();
    const name = await sentFile();
    const { phone } = payer.resident;
    const people = storyOf(hall);
    const wechat = await people.signInByWechat('joins-a-debtor');
    const code = await people.codeFor(phone, { purpose: 'merge', phone }, wechat.token);
    const joined = await hall.call('POST', '/me/phone', { token: wechat.token, body: { phone, code } });
    expect(joined.body.personId).toBe(wechat.personId);
    const result = bank.answer(name, today());
    expect((await upload(result.name, result.bytes)).status).toBe(201);
    const { status, payment_no: paymentNo } = await item(payer);
    expect([status, await story.owed(payer.bill)]).toEqual(['taken', 0]);
    const { rows } = await hall.owner.query('SELECT person_id FROM payments WHERE payment_no = $1', [
      paymentNo,
    ]);
    expect(rows).toEqual([{ person_id: wechat.personId }]);
  });

  test('mandates that earlier joins have left behind go to whoever is there now, or name nobody', async () => {
    const { owner, world } = hall;
    const [known, unknown] = [await debtor(), await debtor()];
    const { personId } = await world.resident();
    const [first, second, lost] = [randomUUID(), randomUUID(), randomUUID()];
    await owner.query(
      'ALTER TABLE debit_mandates DROP CONSTRAINT debit_mandates_person_fkey; DROP INDEX debit_mandates_person_id_idx',
    );
    await owner.query(
      'UPDATE debit_mandates SET person_id = CASE mandate_no WHEN $1 THEN $2::uuid ELSE $4::uuid END WHERE mandate_no IN ($1, $3)',
      [known.mandateNo, first, unknown.mandateNo, lost],
    );
    await owner.query(
      `INSERT INTO audit_entries (actor, action, subject, detail)
       SELECT 'person:' || kept, 'person.merge', 'person:' || kept, jsonb_build_object('merged', gone) FROM (VALUES ($1, $2), ($2, $3)) AS joins (gone, kept)`,
      [first, second, personId],
    );
    await owner.query(
      readFileSync('prisma/migrations/20261130105500_mandates_follow_merges/migration.sql', 'utf8'),
    );
    const { rows } = await owner.query(
      'SELECT person_id FROM debit_mandates WHERE mandate_no IN ($1, $2) ORDER BY id',
      [known.mandateNo, unknown.mandateNo],
    );
    expect(rows).toEqual([{ person_id: personId }, { person_id: null }]);
  });

  test('a bill whose debit by a wallet is unknown goes to no bank, however late the wallet answers', async () => {
    const payer = await debtor();
    await hall.owner.query(
      `WITH payment AS (
         INSERT INTO payments (payment_no, person_id, channel, gateway, product, amount_fen, status, description, expires_at)
           VALUES ('P2026112200000000000009', $1, 'alipay', 'alipay', 'agreement', $2, 'pending', '电费', now() - interval '1 day') RETURNING id)
       INSERT INTO payment_items (payment_id, payable_id, amount_fen) SELECT id, $3, $2 FROM payment`,
      [payer.resident.personId, payer.bill.amountFen, payer.bill.payableId],
    );
    expect((await startBatch()).body.rows).toBe(0);
    await hall.owner.query(
      `UPDATE payments SET status = 'failed' WHERE payment_no = 'P2026112200000000000009'`,
    );
    expect((await startBatch()).body.rows).toBe(1);
  });

  test('a file that the bank refuses whole frees its bills for the next one, without counting as a try', async () => {
    const payer = await debtor();
    const name = await sentFile();
    const { head } = bank.read(name);
    const line = ['0', 'DKRES', '1.0', 'DTNS', 'DIANTING', '20261122', head[6], head[7], '2002'].join('|');
    const resultName = name.replace('DKREQ', 'DKRES');
    expect((await upload(resultName, bank.seal([line], [0, 0, 0]))).status).toBe(201);
    expect(await item(payer)).toMatchObject({ status: 'failed', code: '2002' });
    const next = await sentFile();
    expect(next).not.toBe(name);
    const result = bank.answer(next, today());
    await upload(result.name, result.bytes);
    expect(await story.owed(payer.bill)).toBe(0);
  });

  test('two batches at once, and a payer at the same instant: a bill goes out once, or is paid, never both started', async () => {
    const payers = await Promise.all(Array.from({ length: 12 }, () => debtor(5_000)));
    const [one, two, ...starts] = await Promise.all([
      startBatch(),
      startBatch(supervisor),
      ...payers.map(payer => story.start(payer)),
    ]);
    const started = starts.filter(start => start.status === 201).length;
    expect(one!.body.rows + two!.body.rows).toBe(payers.length - started);
    expect(starts.every(start => start.status === 201 || start.body.error === 'payable-locked')).toBe(true);
    const { rows } = await hall.owner.query(
      `SELECT count(*)::int AS twice FROM debit_items i JOIN payment_items p ON p.payable_id = i.payable_id WHERE i.payable_id = ANY ($1)`,
      [payers.map(payer => payer.bill.payableId)],
    );
    expect(rows[0].twice).toBe(0);
  });

  test('a mandate ends with its holder, is cancelled in the hall, and there is one a household', async () => {
    const payer = await debtor();
    const body = { bankCode: 'DTNS', bankAccount: '6230580000011111111', holderName: '张伟' };
    const path = `/households/${payer.household.accountNo}/mandate`;
    const second = await hall.call('POST', path, { token: payer.resident.token, body, key: freshKey() });
    expect([second.status, second.body.error]).toEqual([409, 'debit-mandate-exists']);
    const unheard = { ...body, bankAccount: '6230580000012345675', holderName: '欧阳娜娜' };
    const again = await hall.call('POST', path, {
      token: payer.resident.token,
      body: unheard,
      key: freshKey(),
    });
    expect([again.status, again.body.mandate?.mandateNo]).toEqual([201, payer.mandateNo]);
    const cancelled = await hall.call('DELETE', path, { token: payer.resident.token });
    expect(cancelled.body.mandate.status).toBe('ended');
    const counter = await hall.call('POST', `/staff/accounts/${payer.household.accountNo}/mandate`, {
      cookie: supervisor,
      body,
      key: freshKey(),
    });
    expect(counter.body.mandate).toMatchObject({ signedAt: 'counter', status: 'active' });
    await hall.owner.query(`UPDATE holder_periods SET to_date = current_date - 1 WHERE id = $1`, [
      payer.household.holderPeriodId,
    ]);
    await hall.owner.query(
      `UPDATE debit_mandates SET effective_from = current_date - 2 WHERE mandate_no = $1`,
      [counter.body.mandate.mandateNo],
    );
    expect((await startBatch()).body.rows).toBe(0);
    await hall.app.runJob('end-mandates-of-moved-out');
    const ended = await hall.call('GET', `/staff/mandates/${counter.body.mandate.mandateNo}`, {
      cookie: supervisor,
    });
    expect(ended.body.mandate).toMatchObject({ status: 'ended', reason: 'moved-out' });
  });

  test('a thousand and one bills are two files; bank accounts and names lie encrypted', async () => {
    const { household } = await debtor(100, '6230580000077777777');
    await hall.owner.query(
      `WITH bill AS (
         INSERT INTO bills (bill_no, holder_period_id, account_id, month, from_date, to_date, issued_at, due_on, energy, energy_fen, total_fen, content)
           SELECT 'BX' || n, $1, $2, to_char(day, 'YYYY-MM'), day, day + interval '1 month - 1 day', now(), current_date + 20, 1, 100, 100, '{}'
             FROM generate_series(1, 1000) AS n, LATERAL (SELECT ('1900-01-01'::date + make_interval(months => n)) AS day) d RETURNING id)
       SELECT post_bills(array_agg(id)) FROM bill`,
      [household.holderPeriodId, household.accountId],
    );
    const batch = await startBatch();
    expect(batch.body).toMatchObject({ rows: 1001, totalFen: 100_100, files: 2 });
    const files = await hall.call('GET', '/staff/debit-files?bankCode=DTNS', { cookie: finance });
    expect(files.body.files.slice(0, 2).map((file: { rows: number }) => file.rows)).toEqual([1, 1000]);
    const { rows } = await hall.owner.query(
      `SELECT m.account_enc, f.content_enc FROM debit_mandates m, debit_files f ORDER BY m.id DESC, f.id DESC LIMIT 1`,
    );
    for (const sealed of [rows[0].account_enc, rows[0].content_enc])
      expect(sealed.toString('latin1')).not.toContain('6230580000077777777');
    const auditor = await story.staff('auditor');
    const content = `/staff/debit-files/${files.body.files[0].name}/content`;
    expect((await hall.call('GET', content, { cookie: auditor })).status).toBe(403);
    const carried = await hall.call('GET', content, { cookie: finance });
    expect(carried.body.toString('latin1')).toContain('6230580000077777777');
    expect(await story.differences()).toEqual([]);
  });
});
