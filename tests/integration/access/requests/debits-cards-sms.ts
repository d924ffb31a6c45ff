import { generateKeyPairSync } from 'node:crypto';
import { tokenHash } from '../../../../server/src/infra/crypto.ts';
import { serialOf } from '../../../../server/src/modules/payments/channels/recharge-card/card-numbers.ts';
import { randomToken } from '../../../../server/src/shared/ids.ts';
import { testCipher } from '../../../support/world.ts';
import type { Examples } from '../example.ts';
import { digits, type Scene } from '../scene.ts';

const accountNo = ({ home }: Scene) => ({ accountNo: home.accountNo });
const printerKey = generateKeyPairSync('rsa', { modulusLength: 3072 })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();

async function bank({ hall }: Scene): Promise<string> {
  await hall.owner.query(
    `INSERT INTO debit_banks (code, name_zh, name_en, utility_code, key_id, key_enc) VALUES ('DTNS', '农商银行', 'Rural Bank', 'DIANTING', 'K1', $1)
     ON CONFLICT DO NOTHING`,
    [testCipher.encrypt('2b7e151628aed2a6abf7158809cf4f3c')],
  );
  return 'DTNS';
}

/** A household has one mandate: the one before makes way. */
async function mandate(scene: Scene, status = 'active', wanted = true): Promise<string> {
  const { hall, home } = scene;
  await bank(scene);
  await hall.owner.query(
    `UPDATE debit_mandates SET status = 'ended', ended_at = now() WHERE holder_period_id = $1 AND status <> 'ended'`,
    [home.holderPeriodId],
  );
  if (!wanted) return '';
  const { rows } = await hall.owner.query(
    `INSERT INTO debit_mandates (mandate_no, holder_period_id, bank_code, account_enc, account_tail, holder_name_enc, signed_at, signed_by, effective_from, status)
     VALUES ('M' || lpad(nextval('mandate_numbers')::text, 16, '0'), $1, 'DTNS', $2, '5678', $3, 'counter', 'staff:x', current_date, $4) RETURNING mandate_no`,
    [home.holderPeriodId, testCipher.encrypt('62305800005678'), testCipher.encrypt('某某'), status],
  );
  return rows[0].mandate_no;
}

async function file(scene: Scene, status = 'sent'): Promise<string> {
  const { hall } = scene;
  const batchNo = digits(6);
  const name = `DKREQ_${await bank(scene)}_20261101_${batchNo}_001.txt`;
  await hall.owner.query(
    `WITH batch AS (INSERT INTO debit_batches (bank_code, batch_no, made_on, deadline, rows, total_fen, created_by)
        VALUES ('DTNS', $1, '2026-11-01', now() + interval '1 day', 1, 1, 'x') RETURNING id)
     INSERT INTO debit_files (batch_id, file_no, name, rows, total_fen, status, content_enc) SELECT id, '001', $2, 1, 1, $3, $4 FROM batch`,
    [batchNo, name, status, testCipher.encrypt(Buffer.from('x').toString('base64'))],
  );
  return name;
}

const body = { bankCode: 'DTNS', bankAccount: '6230580000012345675', holderName: '某某' };

/** A card of a batch of its own. */
async function card(
  { hall }: Scene,
  status: 'printed' | 'active' | 'expired',
): Promise<{ serial: string; pin: string; batchNo: string }> {
  const batchNo = digits(6);
  const [serial, pin] = [serialOf(batchNo, 1), digits(16)];
  await hall.owner.query(
    `WITH batch AS (INSERT INTO card_batches (batch_no, face_fen, count, expires_on, printer_key, printer_key_sha256, status, requested_by, decided_by, exported_at)
        VALUES ($1, 5000, 1, '2100-01-01', 'k', 'k', 'generated', 'a', 'b', now()) RETURNING id)
     INSERT INTO cards (serial, batch_id, face_fen, pin_hash, expires_on) SELECT $2, id, 5000, $3, '2100-01-01' FROM batch`,
    [batchNo, serial, testCipher.hash('card-pin', `${serial}:${pin}`)],
  );
  if (status !== 'printed')
    await hall.owner.query(`SELECT sell_cards($1, $1, '便利店', 'somebody', current_date)`, [serial]);
  if (status === 'expired')
    await hall.owner.query(`UPDATE cards SET expires_on = '2020-01-01' WHERE serial = $1`, [serial]);
  return { serial, pin, batchNo };
}

async function cardSale(scene: Scene): Promise<string> {
  const { serial } = await card(scene, 'active');
  const { rows } = await scene.hall.owner.query(
    'SELECT s.sale_no AS "saleNo" FROM cards c JOIN card_sales s ON s.id = c.sale_id WHERE c.serial = $1',
    [serial],
  );
  return rows[0].saleNo;
}

async function cardBatch({ hall }: Scene, made: boolean): Promise<string> {
  const batchNo = digits(6);
  await hall.owner.query(
    `INSERT INTO card_batches (batch_no, face_fen, count, expires_on, printer_key, printer_key_sha256, status, requested_by, decided_by, export)
     VALUES ($1, 5000, 1, '2100-01-01', $2, 'k', $3, 'somebody', $4, $5)`,
    [
      batchNo,
      printerKey,
      made ? 'generated' : 'requested',
      made ? 'other' : null,
      made ? Buffer.from('x') : null,
    ],
  );
  return batchNo;
}

const inRange = async (scene: Scene, status: 'printed' | 'active') => {
  const { serial } = await card(scene, status);
  return { fromSerial: serial, toSerial: serial };
};

async function payLink({ hall, home, bill }: Scene) {
  const token = randomToken();
  await hall.owner.query(
    `INSERT INTO pay_links (token_hash, account_no, holder_period_id, items, total_fen, reason, expires_at) VALUES ($1, $2, $3, $4, 100, 'sms', now() + interval '1 hour')`,
    [
      tokenHash(token),
      home.accountNo,
      home.holderPeriodId,
      JSON.stringify([{ payableId: bill.payableId, amountFen: 100 }]),
    ],
  );
  return { params: { token } };
}

export const debitsCardsSmsRequests: Examples = {
  'GET /api/v1/pay-links/:token': { make: payLink },
  'GET /api/v1/pay-links/:token/bills': { make: payLink, others: 'refused', payOnly: 'allowed' },
  'GET /api/v1/debit-banks': {
    make: () => ({}),
    others: { openBecause: 'the banks are the same for everybody' },
  },
  'GET /api/v1/households/:accountNo/mandate': { make: scene => ({ params: accountNo(scene) }) },
  'POST /api/v1/households/:accountNo/mandate': {
    make: async scene => {
      await mandate(scene, 'active', false);
      return { params: accountNo(scene), body };
    },
  },
  'DELETE /api/v1/households/:accountNo/mandate': {
    make: async scene => {
      await mandate(scene);
      return { params: accountNo(scene) };
    },
  },
  'GET /api/v1/staff/mandates': { make: () => ({}) },
  'GET /api/v1/staff/exports/mandates': { make: () => ({ query: { status: 'active' } }) },
  'GET /api/v1/staff/exports/debit-files': { make: () => ({ query: { status: 'sent' } }) },
  'GET /api/v1/staff/exports/card-sales': { make: () => ({ query: { format: 'csv' } }) },
  'POST /api/v1/staff/accounts/:accountNo/mandate': {
    make: async scene => {
      await mandate(scene, 'active', false);
      return { params: accountNo(scene), body };
    },
  },
  'GET /api/v1/staff/mandates/:mandateNo': {
    make: async scene => ({ params: { mandateNo: await mandate(scene) } }),
  },
  'POST /api/v1/staff/mandates/:mandateNo/cancellation': {
    make: async scene => ({ params: { mandateNo: await mandate(scene) }, body: { reason: '客户来电' } }),
  },
  'POST /api/v1/staff/mandates/:mandateNo/resumption': {
    make: async scene => ({ params: { mandateNo: await mandate(scene, 'suspended') }, body: {} }),
  },
  'GET /api/v1/staff/debit-banks': { make: () => ({}) },
  'PUT /api/v1/staff/debit-banks/:code': {
    make: () => ({
      params: { code: 'XBNK' },
      body: {
        nameZh: '某银行',
        nameEn: 'A bank',
        utilityCode: 'DIANTING',
        active: false,
        keyId: 'K1',
        key: '0'.repeat(32),
      },
    }),
  },
  'GET /api/v1/staff/debit-batches/preview': {
    make: async scene => ({ query: { bankCode: await bank(scene) } }),
  },
  'POST /api/v1/staff/debit-batches': {
    make: async scene => {
      await mandate(scene, 'active', false);
      return { body: { bankCode: await bank(scene) } };
    },
  },
  'GET /api/v1/staff/debit-files': { make: () => ({}) },
  'GET /api/v1/staff/debit-files/:name': { make: async scene => ({ params: { name: await file(scene) } }) },
  'GET /api/v1/staff/debit-files/:name/content': {
    make: async scene => ({ params: { name: await file(scene) } }),
  },
  'POST /api/v1/staff/debit-files/:name/release': {
    make: async scene => ({
      params: { name: await file(scene, 'expired') },
      body: { reason: '银行确认未扣款' },
    }),
  },
  'POST /api/v1/staff/debit-files/:name/release-decision': {
    make: async scene => {
      const name = await file(scene, 'expired');
      await scene.hall.owner.query(
        `SELECT ask_debit_release(id, 'staff:somebody', '银行确认未扣款') FROM debit_files WHERE name = $1`,
        [name],
      );
      return { params: { name }, body: { approve: true } };
    },
  },
  'POST /api/v1/staff/debit-results': {
    keepsRefused: ['debit_arrivals', 'debit_arrival_pieces', 'audit_entries'],
    make: async scene => ({
      query: { bankCode: await bank(scene), name: 'DKDAY_DTNS_20261101.txt' },
      headers: { 'content-type': 'application/octet-stream' },
      body: `no file of the bank's: ${digits(8)}`,
      status: 422,
    }),
  },
  'GET /api/v1/staff/debit-arrivals': { make: () => ({}) },

  'POST /api/v1/households/:accountNo/card-redemptions': {
    make: async scene => {
      const { serial, pin } = await card(scene, 'active');
      return { params: accountNo(scene), body: { serial, pin, to: 'balance' } };
    },
  },
  'POST /api/v1/card-exchanges': {
    others: { openBecause: 'a card belongs to whoever has its number and PIN' },
    payOnly: 'allowed',
    make: async scene => {
      const { serial, pin } = await card(scene, 'expired');
      return { body: { serial, pin } };
    },
  },
  'GET /api/v1/staff/card-batches': { make: () => ({}) },
  'POST /api/v1/staff/card-batches': {
    make: () => ({ body: { faceFen: 5_000, count: 1, expiresOn: '2100-01-01', printerKey } }),
  },
  'POST /api/v1/staff/card-batches/:batchNo/decision': {
    make: async scene => ({ params: { batchNo: await cardBatch(scene, false) }, body: { approve: true } }),
  },
  'POST /api/v1/staff/card-batches/:batchNo/export': {
    make: async scene => ({ params: { batchNo: await cardBatch(scene, true) } }),
  },
  'GET /api/v1/staff/card-sales': { make: () => ({}) },
  'POST /api/v1/staff/card-sales': {
    make: async scene => ({ body: { ...(await inRange(scene, 'printed')), buyer: '便利店' } }),
  },
  'POST /api/v1/staff/card-sales/:saleNo/payment': {
    make: async scene => ({
      params: { saleNo: await cardSale(scene) },
      body: { bankReference: `TT${digits(12)}` },
    }),
  },
  'POST /api/v1/staff/card-sales/:saleNo/repayment': {
    make: async scene => {
      const saleNo = await cardSale(scene);
      // Paid for, and brought back to somebody.
      await scene.hall.owner.query(`SELECT settle_card_sale($1, $2, 'another', current_date)`, [
        saleNo,
        `TT${digits(12)}`,
      ]);
      await scene.hall.owner.query(
        `SELECT void_cards(c.serial, c.serial, 'another', current_date) FROM cards c JOIN card_sales s ON s.id = c.sale_id WHERE s.sale_no = $1`,
        [saleNo],
      );
      return { params: { saleNo }, body: { bankReference: `TT${digits(12)}` } };
    },
  },
  'POST /api/v1/staff/card-voids': {
    make: async scene => ({ body: { ...(await inRange(scene, 'printed')), reason: '印刷污损' } }),
  },
  'GET /api/v1/staff/cards/:serial': {
    make: async scene => ({ params: { serial: (await card(scene, 'active')).serial } }),
  },
  'POST /api/v1/staff/cards/:serial/unlock': {
    make: async scene => ({
      params: { serial: (await card(scene, 'active')).serial },
      body: { reason: '持卡人核实' },
    }),
  },

  'POST /notify/sms/tencent/:token': {
    make: () => ({ params: { token: 'unknown-to-the-provider' }, body: '{}', status: 404 }),
  },
  'GET /api/v1/staff/sms-messages': { make: () => ({}) },
};
