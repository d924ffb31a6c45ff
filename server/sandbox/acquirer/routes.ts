import type Router from '@koa/router';
import type { Context } from 'koa';
import { withFaults } from '../http/guard.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { RawReply } from '../http/reply.ts';
import type { Sandbox } from '../sandbox.ts';
import { cmacHex } from '../state/aes-cmac.ts';
import { businessDate, hourOf } from '../state/beijing-time.ts';
import type { FaultRule } from '../state/records.ts';
import { momentOf } from '../unionpay/request.ts';
import { dayFile } from './day-file.ts';
import { guess, type PosFields, REPLIES, type ReadMessage, readRequest, writeReply } from './message.ts';
import { type PosCall, query, reversal, sale, settlement, voidSale } from './sales.ts';

const CALLS: Record<string, PosCall> = { sale, reversal, void: voidSale, query, settlement };

const asText = (body: string, status = 200): RawReply => ({
  status,
  headers: { 'Content-Type': 'text/plain; charset=us-ascii' },
  body,
});

/** The acquirer under `/pos/v1`: one address for messages, one for the day's file. */
export function acquirerRoutes(router: Router, sandbox: Sandbox): void {
  router.post('/pos/v1/messages', ctx => serve(ctx, sandbox));
  router.get('/pos/v1/files/:merchant/:day', ctx => serveFile(ctx, sandbox));
}

const refused = (fields: PosFields, code: string, key?: string): RawReply =>
  asText(writeReply(fields, 'error-reply', ['code'], { code }, key));

async function serve(ctx: Context, sandbox: Sandbox): Promise<void> {
  const body = await readRawBody(ctx.req);
  const message = readRequest(body);
  const fields = message?.fields ?? guess(body);
  const type = message?.fields['type'] ?? 'unknown';
  const terminal = sandbox.store.get('posTerminal', fields['terminal']!);
  const key = terminal?.keys[fields['key']!];
  const misbehaviour = {
    outOfOrder: (rule: FaultRule) => asText('<h1>Service Unavailable</h1>', rule.status ?? 503),
    declined: (rule: FaultRule) =>
      asText(
        writeReply(
          fields,
          `${type}-reply`,
          REPLIES[type] ?? ['code'],
          { code: rule.code ?? '05', amount: fields['amount'] ?? '' },
          key,
        ),
      ),
    pay: async () => {},
  };
  const outTradeNo = `${fields['terminal']}-${fields['batch']}-${fields['trace']}`;
  await withFaults(ctx, sandbox, { gateway: 'acquirer', on: type, outTradeNo }, misbehaviour, fault =>
    answer(ctx, sandbox, message, fields, fault),
  );
}

async function answer(
  ctx: Context,
  sandbox: Sandbox,
  message: ReadMessage | undefined,
  fields: PosFields,
  fault?: FaultRule,
): Promise<RawReply> {
  const terminal = sandbox.store.get('posTerminal', fields['terminal']!);
  const key = terminal?.keys[fields['key']!];
  if (!message) return refused(fields, '30', key);
  if (fields['merchant'] !== sandbox.keys.acquirer.merchant) return refused(fields, '03', key);
  if (!terminal) return refused(fields, '97');
  if (!key || cmacHex(key, message.signed) !== message.mac) return refused(fields, 'A0', key);
  const type = fields['type']!;
  const content = await CALLS[type]!(sandbox, terminal, fields, message.signed);
  const ending = type === 'sale' && content['code'] === '00' ? Number(fields['amount']) % 100 : -1;
  if (ending === 3) {
    ctx.respond = false;
    ctx.req.socket.resetAndDestroy();
  }
  const wrong = ending === 5 || fault?.fault === 'forged-reply';
  const signer = wrong ? 'F'.repeat(32) : key;
  return asText(writeReply(fields, `${type}-reply`, REPLIES[type]!, content, signer));
}

const SKEW = 10 * 60_000;

async function serveFile(ctx: Context, sandbox: Sandbox): Promise<void> {
  const { merchant = '', day = '' } = (ctx as Context & { params: Record<string, string> }).params;
  const unavailable = (rule: FaultRule) => asText('<h1>Service Unavailable</h1>', rule.status ?? 503);
  const misbehaviour = { outOfOrder: unavailable, declined: unavailable, pay: async () => {} };
  await withFaults(ctx, sandbox, { gateway: 'acquirer', on: 'bill' }, misbehaviour, () => {
    const { merchant: own, fileKey } = sandbox.keys.acquirer;
    const time = ctx.get('X-Pos-Time');
    const at = momentOf(time);
    const mac = cmacHex(fileKey, `GET\n${ctx.path}\n${time}\n`);
    const late = !at || Math.abs(Date.now() - at.getTime()) > SKEW;
    if (merchant !== own || late || ctx.get('X-Pos-Mac') !== mac) return asText('wrong MAC\n', 401);
    if (!/^\d{8}$/.test(day) || !isReady(sandbox, day)) return asText('not ready\n', 404);
    return asText(dayFile(sandbox, day));
  });
}

/** From 08:00 of the next day. */
function isReady(sandbox: Sandbox, day: string): boolean {
  if (!sandbox.settings().enforceBillTime) return true;
  const now = new Date();
  const yesterday = businessDate(new Date(now.getTime() - 86_400_000)).replaceAll('-', '');
  return day < yesterday || (day === yesterday && hourOf(now) >= 8);
}
