import { z } from 'zod';
import { signedBy, staff } from '../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import { type FieldCipher, sameBytes } from '../../infra/crypto.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { addDays, businessDate, startOfDay } from '../../shared/dates.ts';
import { notFound } from '../../shared/errors.ts';
import { maskPhone } from '../../shared/mask.ts';
import type { CommandChannel } from '../payments/index.ts';
import type { Inbound } from './handle-inbound.ts';
import type { SmsCommandsRepository } from './sms-commands.repository.ts';

export interface SmsRoutesDependencies {
  inbound: Inbound;
  channel: CommandChannel;
  repository: SmsCommandsRepository;
  cipher: FieldCipher;
  clock: Clock;
  metrics: Metrics;
  callbackToken: string;
  /** None: from anywhere. */
  callbackAddresses: readonly string[];
}

const pageSize = 50;
const maxBody = 16 * 1024;
const jsonType = { 'content-type': 'application/json; charset=utf-8' };
const Instant = z
  .date()
  .transform(value => value.toISOString())
  .pipe(z.string().meta({ format: 'date-time' }));
const Params = z.object({ token: z.string().max(200) });
const Query = z.strictObject({ page: z.coerce.number().int().min(1).max(10_000).default(1) });
const MessagesView = z.object({
  messages: z.array(
    z.object({
      id: z.int(),
      phoneMasked: z.string(),
      /** due, pay, confirm, redeem, opt-out, opt-in, help, unknown; null until handled. What was written is not shown. */
      command: z.string().nullable(),
      result: z.string().nullable(),
      sentAt: Instant,
      receivedAt: Instant,
      handledAt: z
        .date()
        .nullable()
        .transform(value => value?.toISOString() ?? null)
        .pipe(z.string().meta({ format: 'date-time' }).nullable()),
      repeats: z.int(),
    }),
  ),
  page: z.int(),
  hasMore: z.boolean(),
  today: z.array(z.object({ command: z.string(), result: z.string(), count: z.int() })),
});

export function smsRoutes(dependencies: SmsRoutesDependencies): Route[] {
  const { inbound, channel, repository, cipher, clock, metrics } = dependencies;
  return [
    defineRoute({
      method: 'post',
      path: '/notify/sms/tencent/:token',
      root: true,
      access: signedBy('the secret at the end of the address, which only the provider is told'),
      summary: 'What users write to the hall’s number',
      tag: 'notifications',
      input: { params: Params },
      bodyType: 'raw',
      bodyLimit: maxBody,
      tooLarge: () => {
        metrics.count('hall_notifications_total', { source: 'sms', result: 'unreadable' });
        return rawReply({ status: 413, headers: jsonType, body: channel.reply.refused });
      },
      async handle({ params, rawBody, ip }) {
        const count = (result: string) =>
          metrics.count('hall_notifications_total', { source: 'sms', result });
        if (!admitted(params.token, ip, dependencies)) {
          count('stranger');
          throw notFound();
        }
        const text = channel.readInbound(rawBody);
        count(text ? 'accepted' : 'unreadable');
        if (!text) return rawReply({ status: 400, headers: jsonType, body: channel.reply.refused });
        await inbound.accept(text, rawBody);
        return rawReply({ status: 200, headers: jsonType, body: channel.reply.accepted });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/sms-messages',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: 'Text messages from users: when, which command, what came of it; masked',
      tag: 'text messages',
      input: { query: Query },
      output: MessagesView,
      async handle({ query: { page } }) {
        const day = businessDate(clock.now());
        const [rows, today] = await Promise.all([
          repository.list(page, pageSize + 1),
          repository.counts(startOfDay(day), startOfDay(addDays(day, 1))),
        ]);
        const messages = rows
          .slice(0, pageSize)
          .map(({ phoneEnc, ...row }) => ({ ...row, phoneMasked: maskPhone(cipher.decrypt(phoneEnc)) }));
        return { messages, page, hasMore: rows.length > pageSize, today };
      },
    }),
  ];
}

function admitted(
  token: string,
  ip: string,
  { callbackToken, callbackAddresses }: SmsRoutesDependencies,
): boolean {
  const right = sameBytes(Buffer.from(token), Buffer.from(callbackToken));
  return right && (callbackAddresses.length === 0 || callbackAddresses.includes(ip));
}
