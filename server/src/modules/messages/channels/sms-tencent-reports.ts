/** Status reports of Tencent Cloud SMS (cloud.tencent.com/document/product/382/52077): not signed, known by the address's secret. */
import { z } from 'zod';
import type { Inbound, ParsedReceipt, Report } from './channel.ts';
import { digestOf, readJson } from './signed-json.ts';
import { instantOf } from './sms.ts';

const Reports = z
  .array(
    z.object({
      sid: z.string(),
      report_status: z.enum(['SUCCESS', 'FAIL']),
      errmsg: z.string().optional(),
      user_receive_time: z.string(),
    }),
  )
  .min(1)
  .max(1000);

export function readTencentReports({ body }: Pick<Inbound, 'body'>): ParsedReceipt | undefined {
  const parsed = Reports.safeParse(readJson(body));
  if (!parsed.success) return undefined;
  return {
    eventId: digestOf(body),
    reports: parsed.data.map(
      (each): Report => ({
        providerId: each.sid,
        state: each.report_status === 'SUCCESS' ? 'delivered' : 'failed',
        at: instantOf(each.user_receive_time),
        ...(each.report_status === 'FAIL' ? { reason: (each.errmsg ?? 'FAIL').slice(0, 100) } : {}),
      }),
    ),
    answer: { type: 'application/json; charset=utf-8', body: '{"result":0,"errmsg":"OK"}' },
  };
}
