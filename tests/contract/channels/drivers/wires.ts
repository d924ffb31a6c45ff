/** The partners' three wires behind one face, so that one story is played over each. */
import { generateKeyPairSync } from 'node:crypto';
import { bank, billPlatform, jsonPartner } from '../../../e2e/channels/partner-setup.ts';
import { addPublicKey } from '../../../integration/agency/partners.ts';
import type { HallOutside } from '../../../support/hall.ts';
import { beijingTime, type Quote } from '../../../support/partners/agency-json.ts';
import { type Bank, cut, REPLIES } from '../../../support/partners/agency-tcp.ts';
import { refundFile } from '../../../support/partners/day-file.ts';
import { type PlatformReply, posting } from '../../../support/partners/wechat-bill.ts';

export interface Told {
  ok: boolean;
  code: string;
  /** The answer's own bytes, without what changes with every sending. */
  raw: string;
}
export interface Quoted extends Told {
  quote: unknown;
}

/** What a partner does, whatever the wire. `serial` names one payment at the partner. */
export interface Wire {
  inquire(accountNo: string): Promise<Quoted>;
  pay(serial: string, quote: unknown, change?: { lessFen?: number }): Promise<Told>;
  query(serial: string): Promise<string>;
  /** 'reversed' | 'unseen' | 'repeat', or the code of a refusal. */
  reverse(serial: string, amountFen: number, accountNo: string): Promise<string>;
  /** The same payment under another key than the partner's. Not accepted. */
  forge(serial: string, quote: unknown): Promise<Told>;
  /** Under the name of a partner that is not known. */
  stranger(serial: string, quote: unknown): Promise<Told>;
  /** Truncated, mis-encoded, absurdly long: the codes of the answers. */
  garbage(accountNo: string): Promise<string[]>;
  /** What the protocol's README has for each of these. */
  refusals: { garbage: string[]; forge: string; stranger: string };
  handIn(date: string, file: Buffer): Promise<boolean>;
  close(): void;
}

export interface PartnerTerms {
  code: string;
  perPaymentFen?: number;
  prefunded?: boolean;
  cutOff?: string;
}
/** "Try again" says nothing of a payment. */
function stated(code: string, status: string): string {
  if (code === '9001') throw new Error(code);
  return status;
}

export type OpenWire = (
  hall: HallOutside,
  channel: string,
  terms: PartnerTerms,
  now: () => Date,
  ca?: string,
) => Promise<Wire & { id: number }>;

const refusals = { garbage: ['1001', '1006', '1007'], forge: '1003', stranger: '1002' };
const yuan = (fenSum: number) => (fenSum / 100).toFixed(2);
const strangerKey = generateKeyPairSync('ed25519').privateKey;
const strangerRsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

export const openJson: OpenWire = async (hall, channel, terms, now) => {
  const { id, client } = await jsonPartner(hall, { ...terms, channels: [channel] }, now);
  const told = ({ body, raw }: { body: { code: string }; raw: Buffer }): Told => ({
    ok: body.code === '0000',
    code: body.code,
    raw: raw.toString(),
  });
  const paidAt = new Map<string, string>();
  const body = (serial: string, quote: unknown) => {
    if (!paidAt.has(serial)) paidAt.set(serial, beijingTime(now()));
    return { serial, quote: quote as Quote, more: { paidAt: paidAt.get(serial)! } };
  };
  const payText = (serial: string, quote: unknown) => {
    const { more } = body(serial, quote);
    const { quoteId, accountNo, amount } = quote as Quote;
    const date = more.paidAt.slice(0, 10).replaceAll('-', '');
    return JSON.stringify({ serial, date, quoteId, accountNo, amount, ...more });
  };
  let questions = 0;
  return {
    id,
    refusals,
    async inquire(accountNo) {
      const answer = await client.inquire(`q${++questions}`, accountNo);
      return { ...told(answer), quote: answer.body };
    },
    async pay(serial, quote, { lessFen = 0 } = {}) {
      const { more } = body(serial, quote);
      const amount = yuan(Math.round(Number((quote as Quote).amount) * 100) - lessFen);
      return told(await client.pay(serial, { ...(quote as Quote), amount }, more));
    },
    async query(serial) {
      const { body: answer } = await client.query(serial);
      return stated(answer.code, String(answer['status']));
    },
    async reverse(serial, amountFen) {
      const { body: answer } = await client.reverse(`r${++questions}`, serial, yuan(amountFen));
      return answer.code === '0000' ? String(answer['result']) : answer.code;
    },
    forge: async (serial, quote) =>
      told(await client.send('POST', '/agency/v1/pay', payText(serial, quote), { privateKey: strangerKey })),
    stranger: async (serial, quote) =>
      told(await client.send('POST', '/agency/v1/pay', payText(serial, quote), { partner: 'NOBODY' })),
    async garbage(accountNo) {
      const asked = JSON.stringify({ serial: 'g1', date: '20261122', accountNo, month: '99999999' });
      const notUtf8 = Buffer.concat([
        Buffer.from('{"serial":"'),
        Buffer.from([0xc4, 0xe3]),
        Buffer.from('"}'),
      ]);
      const bad = [asked.slice(0, 20), notUtf8, `{"serial":"${'x'.repeat(17_000)}"}`];
      const answers = [];
      for (const one of bad) answers.push((await client.send('POST', '/agency/v1/inquire', one)).body.code);
      return answers;
    },
    handIn: async (date, file) => (await client.handInDayFile(date, file)).body.code === '0000',
    close() {},
  };
};

const subChannels: Record<string, string> = { 'bank-counter': '01', 'bank-kiosk': '02' };

export const openTcp: OpenWire = async (hall, channel, terms, now, ca = '') => {
  const partner = await bank(hall, { ...terms, channels: [channel] }, ca, now);
  const subChannel = subChannels[channel]!;
  let count = 0;
  const serial = () => `X${String(++count).padStart(8, '0')}`;
  const signedOn = async (): Promise<Bank> => {
    const opened = await partner.connect();
    const { code } = await opened.signOn(serial());
    if (code !== '0000') throw new Error(`not signed on: ${code}`);
    return opened;
  };
  let kept: Promise<Bank> | undefined;
  /** Opened when it is first needed: by then the hall knows the partner. One that broke is opened anew by whoever comes next. */
  async function over<T>(play: (line: Bank) => Promise<T>): Promise<T> {
    kept ??= signedOn();
    const line = kept;
    try {
      return await play(await line);
    } catch (error) {
      if (kept === line) kept = undefined;
      line.then(broken => broken.close()).catch(() => {});
      throw error;
    }
  }
  type Facts = Record<keyof typeof REPLIES.inquire, string>;
  const paidAt = new Map<string, string>();
  const payment = (no: string, quote: unknown) => {
    const { quoteId, account, amount } = quote as Facts;
    if (!paidAt.has(no)) paidAt.set(no, beijingTime(now()).replace(/\D/g, '').slice(0, 14));
    return { subChannel, quoteId, account, amount, paidAt: paidAt.get(no)! };
  };
  const told = ({ code, body }: { code: string; body: Buffer }): Told => ({
    ok: code === '0000',
    code,
    raw: body.toString('hex'),
  });
  /** On a connection of its own: what is refused here ends it. */
  const apart = async (play: (other: Bank) => Promise<Told>): Promise<Told> => {
    const other = await signedOn();
    const answer = await play(other).catch(() => ({ ok: false, code: 'closed', raw: '' }));
    other.close();
    return answer;
  };
  const statuses: Record<string, string> = { '0': 'unknown', '1': 'paid', '2': 'reversed' };
  return {
    id: partner.id,
    refusals,
    async inquire(accountNo) {
      const reply = await over(line => line.inquire(serial(), subChannel, accountNo));
      return { ...told(reply), quote: reply.code === '0000' ? cut(reply.body, REPLIES.inquire) : undefined };
    },
    async pay(no, quote, { lessFen = 0 } = {}) {
      const asked = payment(no, quote);
      const amount = String(Number(asked.amount) - lessFen).padStart(12, '0');
      return told(await over(line => line.pay(no, { ...asked, amount })));
    },
    async query(no) {
      const reply = await over(line => line.query(serial(), no));
      const status = cut(reply.body, REPLIES.query)['status']!;
      return stated(reply.code, statuses[status] ?? status);
    },
    async reverse(no, amountFen) {
      const reply = await over(line => line.reverse(serial(), no, String(amountFen).padStart(12, '0')));
      if (reply.code !== '0000') return reply.code;
      return cut(reply.body, REPLIES.reverse)['result'] === '1' ? 'reversed' : 'unseen';
    },
    forge: (no, quote) =>
      apart(async other => {
        const frame = Buffer.from(other.frame('2001', no, Buffer.from(JSON.stringify(quote))));
        frame[frame.length - 1]! ^= 1;
        return told(await other.sendRaw(frame));
      }),
    stranger: (no, quote) =>
      apart(async other => {
        const frame = Buffer.from(other.frame('2001', no, Buffer.from(JSON.stringify(quote))));
        frame.write('BK9999', 8, 'latin1');
        return told(await other.sendRaw(frame));
      }),
    async garbage() {
      const notGbk = Buffer.concat([
        Buffer.from(subChannel),
        Buffer.alloc(20, 0xff),
        Buffer.from('99999999'),
        Buffer.alloc(16, ' '),
      ]);
      const cutOff = await apart(async other => told(await other.send('1001', serial(), Buffer.from('01'))));
      const misencoded = await apart(async other => told(await other.send('1001', serial(), notGbk)));
      const absurd = await apart(async other => told(await other.sendRaw(Buffer.from('99999901BK0001  '))));
      return [cutOff.code, misencoded.code, absurd.code];
    },
    handIn: async (date, file) =>
      (await over(line => line.handInDayFile(serial(), date, file))).code === '0000',
    close: () => void kept?.then(opened => opened.close()).catch(() => {}),
  };
};

export const openBill: OpenWire = async (hall, channel, terms, now) => {
  const { id, client } = await billPlatform(hall, { ...terms, channels: [channel] }, now);
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await addPublicKey(hall, id, 'UNUSED_KEY_2025A', stranger.publicKey);
  const told = ({ head, body }: PlatformReply): Told => ({
    ok: head['ret_code'] === '0',
    code: String(head['ret_code'] ?? ''),
    raw: JSON.stringify(body),
  });
  const times = new Map<string, string>();
  const body = (transId: string, quote: unknown) => {
    if (!times.has(transId)) times.set(transId, beijingTime(now()).replace(/\D/g, '').slice(0, 14));
    return posting(transId, quote as PlatformReply, times.get(transId)!) as { pay_amount: number };
  };
  const stamp = () => beijingTime(now()).replace(/\D/g, '').slice(0, 14);
  return {
    id,
    refusals: { garbage: ['EP0001', 'EP0001', 'EP0001'], forge: 'EP0001', stranger: 'EP0003' },
    async inquire(accountNo) {
      const answer = await client.queryBill(accountNo);
      return { ...told(answer), quote: answer };
    },
    async pay(transId, quote, { lessFen = 0 } = {}) {
      const asked = body(transId, quote);
      return told(await client.call('pay_bill', { ...asked, pay_amount: asked.pay_amount - lessFen }));
    },
    async query(transId) {
      const status = String((await client.queryResult(transId)).body['pay_status']);
      return status === 'SUCCESS' ? 'paid' : status;
    },
    async reverse(transId, amount, billKey) {
      const date = stamp().slice(0, 8);
      const file = refundFile([{ transId, billKey, amount, refundedAt: stamp() }]);
      const { body: answer } = await client.handInRefunds(date, file);
      return answer['reversed'] === 1 ? 'reversed' : answer['blocked'] === 1 ? 'unseen' : 'repeat';
    },
    forge: async (transId, quote) =>
      told(await client.call('pay_bill', body(transId, quote), { privateKey: strangerRsa })),
    stranger: async (transId, quote) =>
      told(await client.call('pay_bill', body(transId, quote), { head: { company_id: '9999' } })),
    async garbage(accountNo) {
      const asked = JSON.stringify({ head: { service: 'query_bill' }, body: { bill_key: accountNo } });
      const bad = [asked.slice(0, 20), Buffer.from([0xff, 0xfe, 0xc4, 0xe3]), `"${'x'.repeat(100_000)}"`];
      const codes = [];
      for (const one of bad) {
        codes.push(told(await client.send('POST', '/agency/wechat-bill', one)).code);
      }
      return codes;
    },
    handIn: async (date, file) => told(await client.handInTrades(date, file)).ok,
    close() {},
  };
};
