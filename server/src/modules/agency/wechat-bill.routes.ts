/** 微信生活缴费 (channels/wechat-bill/README.md). */
import { z } from 'zod';
import { signedBy } from '../../http/access.ts';
import { defineRoute, type Route, rawReply, type Unread } from '../../http/define-route.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import { agencyWire, type QuoteAccount, wechatBill } from '../payments/index.ts';
import { refuseFlood } from './answer-message.ts';
import {
  type DoorDependencies,
  type DoorRequest,
  detailOf,
  refusalOf,
  refuseLength,
  type Sender,
} from './json-door.ts';
import type { MessagesRepository } from './messages.repository.ts';
import { keyOf, type Partner, refuseAddress } from './partner.ts';
import type { RateLimit } from './rate-limit.ts';
import type { RefundFiles } from './refund-files.ts';

const { AgencyRefusal } = agencyWire;
const tag = 'partners';
const jsonType = 'application/json; charset=utf-8';
const fileLimit = 16 * 1024 * 1024;

export interface WechatBillDependencies extends DoorDependencies {
  quote: QuoteAccount;
  messages: MessagesRepository;
  /** Shared with the inquiries of the core: one account, one limit. */
  inquiries: RateLimit;
  refundFiles: RefundFiles;
}

type Reply = wechatBill.WechatBillReply;
type LookUp = Reply & { code: agencyWire.AgencyCode };

export function wechatBillRoutes(dependencies: WechatBillDependencies): Route[] {
  const DateParam = z.object({ date: z.string().max(20) });
  const common = {
    root: true,
    access: signedBy('partner'),
    tag,
    bodyType: 'raw' as const,
    // The platform names its key alone, which an unread message cannot prove.
    tooLarge: ({ ip }: Unread) => refused(refuseLength(ip, undefined, dependencies)),
  };
  const fileRoute = (method: 'post' | 'put', kind: string, summary: string, work: FileWork) =>
    defineRoute({
      ...common,
      method,
      path: `/agency/wechat-bill/${kind}/:date`,
      summary,
      input: { params: DateParam },
      bodyLimit: fileLimit,
      handle: ({ headers, rawBody, params, ip }) =>
        takeFile({ method, path: kind, headers, body: rawBody, ip }, params.date, work, dependencies),
    });
  return [
    defineRoute({
      ...common,
      method: 'post',
      path: '/agency/wechat-bill',
      summary: 'Messages of the bill platform: look-up, bills, posting, result, usage',
      bodyLimit: 256 * 1024,
      handle: ({ headers, rawBody, ip }) =>
        serve({ method: 'POST', path: '/agency/wechat-bill', headers, body: rawBody, ip }, dependencies),
    }),
    fileRoute(
      'post',
      'refund-files',
      'What the platform refunded because posting failed',
      (partner, date, body) => dependencies.refundFiles.take(partner, date, body),
    ),
    fileRoute('put', 'day-files', "The platform's trade file of a clearing date", (partner, date, body) =>
      dependencies.files.accept(partner, date, body),
    ),
  ];
}

async function serve(request: DoorRequest, dependencies: WechatBillDependencies) {
  let claim: Claim | undefined;
  let sender: Sender | undefined;
  let read: wechatBill.WechatBillRequest | undefined;
  try {
    claim = await platformOf(request, dependencies);
    sender = admitPlatform(claim, request, dependencies);
    read = wechatBill.readWechatBill(request.body);
    return signed(
      wechatBill.writeWechatBill(read, await answer(read, sender, request, dependencies)),
      sender,
      dependencies,
    );
  } catch (error) {
    const code = refusalOf(error, request.ip, claim?.partner.code, dependencies);
    if (!sender) return refused(code);
    await dependencies.unreadable(error, sender.partner, request);
    if (read) return signed(wechatBill.writeWechatBill(read, { code, body: {} }), sender, dependencies);
    return signed(headOnly(code), sender, dependencies);
  }
}

async function answer(
  read: wechatBill.WechatBillRequest,
  sender: Sender,
  request: DoorRequest,
  dependencies: WechatBillDependencies,
): Promise<Reply> {
  const { partner, nonce } = sender;
  const { mch_id, company_id } = read.head;
  if (partner.settings['mchId'] !== mch_id || partner.settings['companyId'] !== company_id) {
    dependencies.bad.count('institution', request.ip, partner.code);
    return { code: 'institution', body: {} };
  }
  if (!read.message) {
    refuseFlood(dependencies.inquiries, partner, read.accountNo ?? '');
    const found = await lookUp(read, partner, dependencies);
    const { code } = found;
    await dependencies.useNonce(sender, {
      trade: 'look-up',
      key: read.head.serial_no,
      body: request.body,
      code,
    });
    return found;
  }
  const { code, result } = await dependencies.answer({
    partner,
    message: read.message,
    nonce,
    raw: request.body,
  });
  if (code !== '0000') return { code, body: {} };
  switch (read.message.trade) {
    case 'inquire':
      return { code, body: wechatBill.writeQuote(result as agencyWire.InquiryResult, read.extends) };
    case 'pay':
      return {
        code,
        body: wechatBill.writePosted(read.message.tradeKey, result as agencyWire.PaymentResult, read.extends),
      };
    default:
      return { code, body: wechatBill.writeState(read.message.tradeKey, result as agencyWire.QueryResult) };
  }
}

/** The two questions that bind nothing: whose account, and how much was used. */
async function lookUp(
  { service, accountNo = '', month = '' }: wechatBill.WechatBillRequest,
  { active }: Partner,
  { quote, messages }: WechatBillDependencies,
): Promise<LookUp> {
  if (!active) return { code: '2010', body: {} };
  const account = await quote(accountNo);
  if (!account) return { code: '2001', body: {} };
  if (service === 'query_account')
    return {
      code: '0000',
      body: { bill_key: accountNo, user_name: account.nameMasked, address: account.addressMasked },
    };
  const energy = await messages.billedEnergy(accountNo, month);
  if (energy === undefined) return { code: '2002', body: {} };
  const usage = `${Math.trunc(energy / 100)}.${String(energy % 100).padStart(2, '0')}`;
  return { code: '0000', body: { bill_key: accountNo, month: month.replace('-', ''), usage, unit: 'kWh' } };
}

interface Claim {
  partner: Partner;
  signature: wechatBill.WechatBillSignature;
}

/** Who says that it sent this. The platform names its key, not itself. */
async function platformOf(request: DoorRequest, { book, bad, clock }: DoorDependencies): Promise<Claim> {
  bad.refuseFlood(request.ip);
  const signature = wechatBill.readSignature(request.headers, clock.now());
  const partner = (await book.all()).find(
    ({ form, keys }) => form === 'wechat-bill' && keys.some(({ keyId }) => keyId === signature.serial),
  );
  if (!partner) throw new AgencyRefusal('1002', 'unknown');
  return { partner, signature };
}

function admitPlatform(
  { partner, signature }: Claim,
  request: DoorRequest,
  { book, clock }: DoorDependencies,
): Sender {
  const key = keyOf(partner, signature.serial, clock.now());
  refuseAddress(partner, request.ip);
  if (key.publicKey?.asymmetricKeyType !== 'rsa') throw new AgencyRefusal('1002', 'unknown');
  wechatBill.verifyWechatBill(signature, request.body, key.publicKey);
  book.noteUse(key);
  return { partner, nonce: signature.nonce };
}

type FileWork = (partner: Partner, date: BusinessDate, body: Buffer) => Promise<object>;

async function takeFile(
  request: DoorRequest,
  date: string,
  work: FileWork,
  dependencies: WechatBillDependencies,
) {
  let claim: Claim | undefined;
  let sender: Sender | undefined;
  try {
    claim = await platformOf(request, dependencies);
    sender = admitPlatform(claim, request, dependencies);
    const key = `${request.path} ${date}`;
    await dependencies.useNonce(sender, { trade: 'file', key, body: request.body });
    const body = await work(sender.partner, agencyWire.readDate(date), request.body);
    return signed(
      Buffer.from(JSON.stringify({ head: { ret_code: '0', err_msg: 'OK' }, body })),
      sender,
      dependencies,
    );
  } catch (error) {
    const code = refusalOf(error, request.ip, claim?.partner.code, dependencies);
    if (!sender) return refused(code);
    await dependencies.unreadable(error, sender.partner, request);
    return signed(headOnly(code, detailOf(error)), sender, dependencies);
  }
}

const headOnly = (code: agencyWire.AgencyCode, detail?: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      head: {
        ret_code: wechatBill.errorCode('refund_file', code),
        err_msg: agencyWire.wordsOf(code, detail),
      },
      body: {},
    }),
  );

function signed(body: Buffer, { nonce }: Sender, { keys, clock }: DoorDependencies) {
  const headers = wechatBill.signWechatBill(body, nonce, keys.wechatBill(), clock.now());
  return rawReply({ status: 200, body, headers: { 'Content-Type': jsonType, ...headers } });
}

/** Of an answer to nobody known, where it is not 401. */
const unprovedStatus: Partial<Record<agencyWire.AgencyCode, number>> = { '1007': 413, '9001': 503 };

const refused = (code: agencyWire.AgencyCode) =>
  rawReply({
    status: unprovedStatus[code] ?? 401,
    body: headOnly(code),
    headers: { 'Content-Type': jsonType },
  });
