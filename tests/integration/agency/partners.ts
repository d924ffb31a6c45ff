/** Partners of the stories, made directly in the database, and what they send: each builds its messages from the specification. */
import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import type { Clock } from '../../../server/src/infra/clock.ts';
import { eventually, type HallOutside, type RunningHall } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';

export interface PartnerOptions {
  code: string;
  form?: 'agency-json' | 'agency-tcp' | 'wechat-bill';
  channels: string[];
  prefunded?: boolean;
  cutOff?: string;
  perPaymentFen?: number;
  perDayFen?: number;
  inquiriesPerMinute?: number;
  addresses?: string[];
  commissionPpm?: number;
  settings?: object;
  units?: object;
}

export async function addPartner(hall: HallOutside, options: PartnerOptions): Promise<number> {
  const { rows } = await hall.owner.query(
    `INSERT INTO partners (code, name_zh, name_en, form, channels, prefunded, cut_off, per_payment_fen, per_day_fen, inquiries_per_minute, addresses, settings, units, created_at)
     VALUES ($1, $1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '2026-01-01') RETURNING id`,
    [
      options.code,
      options.form ?? 'agency-json',
      options.channels,
      options.prefunded ?? false,
      options.cutOff ?? '24:00:00',
      options.perPaymentFen ?? null,
      options.perDayFen ?? null,
      options.inquiriesPerMinute ?? 1000,
      options.addresses ?? [],
      JSON.stringify(options.settings ?? {}),
      JSON.stringify(options.units ?? { request: 'yuan', reply: 'yuan', file: 'fen' }),
    ],
  );
  const id = Number(rows[0].id);
  if (options.commissionPpm)
    await hall.owner.query(
      `INSERT INTO partner_terms (partner_id, commission_ppm, valid_from, reason, status, proposed_by, proposed_at, decided_by, decided_at)
         VALUES ($1, $2, '2026-01-01', '代收协议', 'approved', 'staff:one', '2026-01-01', 'staff:two', '2026-01-01')`,
      [id, options.commissionPpm],
    );
  if (options.prefunded)
    await hall.owner.query('INSERT INTO partner_prefunds (partner_id) VALUES ($1)', [id]);
  return id;
}

export async function addPublicKey(
  hall: HallOutside,
  partnerId: number,
  keyId: string,
  publicKey: KeyObject,
): Promise<void> {
  const algorithm = publicKey.asymmetricKeyType === 'rsa' ? 'rsa-sha256' : 'ed25519';
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  await hall.owner.query(
    `INSERT INTO partner_keys (partner_id, key_id, algorithm, public_key, valid_from, created_by, confirmed_by, confirmed_at) VALUES ($1, $2, $3, $4, '2026-01-01', 'test', 'other', now())`,
    [partnerId, keyId, algorithm, pem],
  );
}

export async function addMasterKey(
  hall: HallOutside,
  partnerId: number,
  version: string,
  secret: Buffer,
): Promise<void> {
  await hall.owner.query(
    `INSERT INTO partner_keys (partner_id, key_id, algorithm, secret_enc, valid_from, created_by, confirmed_by, confirmed_at) VALUES ($1, $2, 'aes-cmac', $3, '2026-01-01', 'test', 'other', now())`,
    [partnerId, version, testCipher.encrypt(secret.toString('hex'))],
  );
}

export interface JsonAnswer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
  /** The reply's signature is the hall's, over this reply and to this request. */
  proved: boolean;
}

export interface JsonPartner {
  id: number;
  code: string;
  send(method: string, path: string, body: string | Buffer, change?: SendChange): Promise<JsonAnswer>;
  inquire(accountNo: string, more?: object): Promise<JsonAnswer>;
  /** Inquires, then pays what was quoted. */
  payAll(accountNo: string, serial: string, more?: object): Promise<JsonAnswer>;
  pay(
    quote: { quoteId: string; accountNo: string; amount: string },
    serial: string,
    more?: object,
  ): Promise<JsonAnswer>;
  query(serial: string): Promise<JsonAnswer>;
  reverse(originalSerial: string, amount: string, serial: string, more?: object): Promise<JsonAnswer>;
}

interface SendChange {
  partner?: string;
  key?: string;
  nonce?: string;
  timestamp?: number;
  signer?: KeyObject;
  /** Sent instead of what was signed. */
  sent?: string;
}

export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
export const dateText = (at: Date) =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');

export async function jsonPartner(
  hall: RunningHall,
  options: PartnerOptions,
  now: () => Date = () => new Date(),
): Promise<JsonPartner> {
  const id = await addPartner(hall, options);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  await addPublicKey(hall, id, 'k1', publicKey);
  const published = (await hall.call('GET', `${hall.url}/agency/v1/keys`)).body.keys;
  const hallKey = createPublicKey(
    published.find((each: { use: string }) => each.use === 'agency-json').publicKey,
  );
  let serials = 0;

  const partner: JsonPartner = {
    id,
    code: options.code,
    async send(method, path, body, change = {}) {
      const nonce = change.nonce ?? randomBytes(12).toString('hex');
      const timestamp = String(change.timestamp ?? Math.floor(now().getTime() / 1000));
      const [code, key] = [change.partner ?? options.code, change.key ?? 'k1'];
      const text = ['AGENCY1', method, path, code, key, timestamp, nonce, sha256(body), ''].join('\n');
      const signer = change.signer ?? privateKey;
      const signature = sign(signer.asymmetricKeyType === 'rsa' ? 'sha256' : null, Buffer.from(text), signer);
      const reply = await fetch(hall.url + path, {
        method,
        headers: {
          'agency-partner': code,
          'agency-key': key,
          'agency-timestamp': timestamp,
          'agency-nonce': nonce,
          'agency-signature': signature.toString('base64'),
          'content-type': 'application/json',
        },
        ...(method === 'GET' ? {} : { body: change.sent ?? (body as string) }),
      });
      const bytes = Buffer.from(await reply.arrayBuffer());
      const isJson = reply.headers.get('content-type')?.includes('json');
      const signed = [
        'AGENCY1',
        reply.status,
        nonce,
        reply.headers.get('agency-key'),
        reply.headers.get('agency-timestamp'),
        sha256(bytes),
        '',
      ].join('\n');
      const proof = Buffer.from(reply.headers.get('agency-signature') ?? '', 'base64');
      return {
        status: reply.status,
        headers: reply.headers,
        text: bytes.toString(),
        body: isJson ? JSON.parse(bytes.toString()) : bytes,
        proved: verify(null, Buffer.from(signed), hallKey, proof),
      };
    },
    inquire: (accountNo, more = {}) =>
      partner.send(
        'POST',
        '/agency/v1/inquire',
        JSON.stringify({
          serial: `i${++serials}`,
          date: dateText(now()),
          accountNo,
          month: '99999999',
          ...more,
        }),
      ),
    async payAll(accountNo, serial, more = {}) {
      const quote = await partner.inquire(accountNo, more);
      if (quote.body.code !== '0000') return quote;
      return partner.pay(quote.body, serial, more);
    },
    pay: ({ quoteId, accountNo, amount }, serial, more = {}) =>
      partner.send(
        'POST',
        '/agency/v1/pay',
        JSON.stringify({
          serial,
          date: dateText(now()),
          quoteId,
          accountNo,
          amount,
          paidAt: '2026-11-22T20:34:58+08:00',
          ...more,
        }),
      ),
    query: serial =>
      partner.send('POST', '/agency/v1/query', JSON.stringify({ date: dateText(now()), serial })),
    reverse: (originalSerial, amount, serial, more = {}) =>
      partner.send(
        'POST',
        '/agency/v1/reverse',
        JSON.stringify({
          serial,
          date: dateText(now()),
          originalSerial,
          originalDate: dateText(now()),
          amount,
          reason: '超时',
          ...more,
        }),
      ),
  };
  await eventually(
    () => partner.query('none'),
    answer => answer.body.code !== '1002',
  );
  return partner;
}

/** Channels of partners, all of them. */
export const agencyEnvironment = {
  ENABLED_CHANNELS:
    'wechat,alipay,web-hall,agent,postal,mobile-bank,financial-terminal,bank-counter,bank-kiosk,wechat-bill',
  AGENCY_TCP_PORT: '0',
};

export async function topUp(hall: HallOutside, partnerId: number, amountFen: number): Promise<void> {
  const { rows } = await hall.owner.query(
    `INSERT INTO partner_top_ups (partner_id, amount_fen, bank_reference, requested_by) VALUES ($1, $2, gen_random_uuid()::text, 'finance1') RETURNING id`,
    [partnerId, amountFen],
  );
  await hall.owner.query(`SELECT decide_partner_top_up($1, true, 'supervisor1', now())`, [rows[0].id]);
}

/** Nothing kept beside the books differs from them. */
export async function differences(hall: RunningHall): Promise<unknown[]> {
  const { createLedgerRepository } = await import('../../../server/src/modules/ledger/ledger.repository.ts');
  return createLedgerRepository(hall.owner).differences();
}

/** Stands still until it is told otherwise: cut-offs are asked to the millisecond. */
export interface SetClock extends Clock {
  set(instant: string): void;
  move(seconds: number): void;
}

export function setClock(instant: string): SetClock {
  let at = Date.parse(instant);
  return {
    now: () => new Date(at),
    set(next) {
      at = Date.parse(next);
    },
    move(seconds) {
      at += seconds * 1000;
    },
  };
}
