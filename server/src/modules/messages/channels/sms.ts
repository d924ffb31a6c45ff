import { z } from 'zod';
import { namesIn } from '../delivery/write-letter.ts';
import type { SmsProvider } from '../sms/sms-provider.ts';
import { templateCode } from '../templates.ts';
import type { Inbound, Letter, MessageChannel, ParsedReceipt, Report, SendResult } from './channel.ts';
import { afterFailure } from './failures.ts';
import { type AccessPair, digestOf, isGenuine, readJson } from './signed-json.ts';

export interface SmsChannelOptions {
  provider: SmsProvider;
  /** Of the provider, for its reports; without them, or with Tencent's, none of ours are taken. */
  reports?: AccessPair;
  repeatable: boolean;
  perSecond: number;
  costMilliFen: number;
  /** How long a handed message may stay without a report. */
  patienceSeconds: number;
}

/** Text messages, by the provider that sends the sign-in codes as well. */
export function createSmsChannel({ provider, reports, ...rest }: SmsChannelOptions): MessageChannel {
  return {
    name: 'sms',
    ...rest,
    async send(letter) {
      try {
        const { messageId } = await provider.send(providerMessage(letter));
        return { kind: 'handed', providerId: messageId };
      } catch (error) {
        return plainly(error);
      }
    },
    ...(reports ? { parseReceipt: (inbound: Inbound) => readReports(inbound, reports) } : {}),
  };
}

/** Edition n of a text is another template at the provider, approved there before it is approved here. */
function providerMessage({ to, event, language, version, values, template, requestId }: Letter) {
  const code = templateCode(event, language);
  const order = namesIn(template.sms);
  return {
    phone: to,
    template: version > 0 ? `${code}.v${version}` : code,
    params: Object.fromEntries(order.map(name => [name, values[name] ?? ''])),
    order,
    requestId,
  };
}

/** A provider that answers in words has not taken the message; silence after sending says nothing. */
function plainly(error: unknown): SendResult {
  const result = afterFailure(error);
  const said =
    error instanceof Error && /answered \d+ \S/.test(error.message) && !/answered 5\d\d/.test(error.message);
  return said && result.kind === 'unknown' ? { kind: 'later', reason: result.reason } : result;
}

const Reports = z
  .array(
    z.object({
      success: z.boolean(),
      biz_id: z.string().optional(),
      out_id: z.string().optional(),
      report_time: z.string(),
      err_code: z.string().optional(),
    }),
  )
  .min(1)
  .max(1000);

function readReports(inbound: Inbound, pair: AccessPair): ParsedReceipt | undefined {
  if (!isGenuine(inbound, pair, new Date())) return undefined;
  const parsed = Reports.safeParse(readJson(inbound.body));
  if (!parsed.success) return undefined;
  return {
    eventId: digestOf(inbound.body),
    reports: parsed.data.map(
      (each): Report => ({
        ...(each.out_id ? { requestId: each.out_id } : {}),
        ...(each.biz_id ? { providerId: each.biz_id } : {}),
        state: each.success ? 'delivered' : 'failed',
        at: instantOf(each.report_time),
        ...(each.success ? {} : { reason: each.err_code ?? 'FAILED' }),
      }),
    ),
    answer: { type: 'application/json; charset=utf-8', body: '{"code":0,"msg":"OK"}' },
  };
}

/** "2026-11-29 10:00:00", Beijing time, or RFC 3339. */
export function instantOf(text: string): string {
  const local = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text);
  const instant = new Date(local ? `${local[1]}T${local[2]}+08:00` : text);
  return Number.isNaN(instant.getTime()) ? new Date().toISOString() : instant.toISOString();
}
