/** Voice calls by our own protocol: see ../voice/README.md. */
import { z } from 'zod';
import type { HttpClient } from '../../../infra/http-client.ts';
import { templateCode } from '../templates.ts';
import type { Inbound, MessageChannel, ParsedReceipt, Report, SendResult } from './channel.ts';
import { afterFailure } from './failures.ts';
import { type AccessPair, isGenuine, readJson, signed } from './signed-json.ts';

export interface VoiceSettings extends AccessPair {
  baseUrl: string;
  notifyUrl: string;
  retries: number;
  retryIntervalSeconds: number;
  perSecond: number;
  costMilliFen: number;
}

const timeoutMs = 10_000;
const secondsOfACall = 120;
const Reply = z.object({ code: z.string(), callId: z.string().optional() });
const CallReport = z.object({
  eventId: z.string().min(1).max(100),
  callId: z.string(),
  requestId: z.string(),
  state: z.enum(['idle', 'calling', 'done', 'again', 'failed']),
  attempt: z.int().min(0),
  at: z.iso.datetime(),
  reason: z.string().max(100).nullish(),
});

export function createVoiceChannel(settings: VoiceSettings, http: HttpClient): MessageChannel {
  const { baseUrl, notifyUrl, retries, retryIntervalSeconds, perSecond, costMilliFen } = settings;
  return {
    name: 'voice',
    repeatable: true,
    perSecond,
    costMilliFen,
    patienceSeconds: (retries + 1) * secondsOfACall + retries * retryIntervalSeconds,
    async send({ requestId, to, event, language, sms }) {
      const body = JSON.stringify({
        requestId,
        phone: to,
        template: templateCode(event, language),
        language,
        text: sms.slice(0, 500),
        retries,
        retryIntervalSeconds,
        notifyUrl,
      });
      // The provider compares the time with its own clock: real time, whatever clock the hall was given.
      const headers = {
        'Content-Type': 'application/json',
        Authorization: signed(settings, body, new Date()),
      };
      try {
        const reply = await http.request({
          method: 'POST',
          url: `${baseUrl}/calls`,
          headers,
          body,
          timeoutMs,
        });
        return understand(reply.status, reply.body);
      } catch (error) {
        return afterFailure(error);
      }
    },
    parseReceipt: inbound => readReport(inbound, settings),
  };
}

function understand(status: number, body: Buffer): SendResult {
  const reply = Reply.safeParse(readJson(body));
  const code = reply.success ? reply.data.code : `HTTP_${status}`;
  if (status === 200 && reply.data?.callId) return { kind: 'handed', providerId: reply.data.callId };
  if (status === 400 || status === 403) return { kind: 'refused', reason: code };
  return { kind: status === 429 || status === 401 ? 'later' : 'unknown', reason: code };
}

function readReport(inbound: Inbound, pair: AccessPair): ParsedReceipt | undefined {
  if (!isGenuine(inbound, pair, new Date())) return undefined;
  const parsed = CallReport.safeParse(readJson(inbound.body));
  if (!parsed.success) return undefined;
  const { eventId, callId, requestId, state, at, reason } = parsed.data;
  const report: Report = {
    requestId,
    providerId: callId,
    state: state === 'done' ? 'delivered' : state === 'failed' ? 'failed' : 'handed',
    callState: state,
    at,
    ...(reason ? { reason } : {}),
  };
  return {
    eventId,
    reports: [report],
    answer: { type: 'application/json; charset=utf-8', body: '{"code":"OK"}' },
  };
}
