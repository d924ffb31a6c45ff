import { createHash } from 'node:crypto';
import type Router from '@koa/router';
import { withFaults } from '../http/guard.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { RawReply } from '../http/reply.ts';
import { keepMessage } from '../messages/keep.ts';
import type { Sandbox } from '../sandbox.ts';
import { businessDate } from '../state/beijing-time.ts';
import type { FaultRule } from '../state/records.ts';
import { callLater } from './calls.ts';
import type { VoiceCall } from './records.ts';
import { isSigned } from './signature.ts';

const json = (status: number, value: object): RawReply => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

const STATUS_OF: Record<string, number> = { PHONE_BLOCKED: 403, BUSY: 429 };
const misbehaviour = {
  outOfOrder: (rule: FaultRule) => json(rule.status ?? 503, { code: 'FAULT' }),
  declined: ({ code = 'BUSY' }: FaultRule) => json(STATUS_OF[code] ?? 400, { code }),
  pay: async () => {},
};

/** A platform for voice calls, built from server/src/modules/messages/voice/README.md. */
export function voiceRoutes(router: Router, sandbox: Sandbox): void {
  router.post('/voice/calls', async ctx => {
    const body = await readRawBody(ctx.req);
    const occasion = { gateway: 'voice' as const, on: 'send', outTradeNo: phoneIn(body) };
    await withFaults(ctx, sandbox, occasion, misbehaviour, () => {
      if (!isSigned(sandbox.keys.voice, ctx.get('Authorization'), body)) {
        return json(401, { code: 'SIGNATURE_INVALID' });
      }
      return order(sandbox, body);
    });
  });
  router.get('/voice/calls/:requestId', async ctx => {
    await withFaults(ctx, sandbox, { gateway: 'voice', on: 'query' }, misbehaviour, () => {
      if (!isSigned(sandbox.keys.voice, ctx.get('Authorization'), Buffer.alloc(0))) {
        return json(401, { code: 'SIGNATURE_INVALID' });
      }
      const call = sandbox.store.get('voiceCall', ctx.params['requestId'] ?? '');
      if (!call) return json(404, { code: 'NO_SUCH_CALL' });
      const { callId, requestId, state, attempt, at, reason, seconds } = call;
      return json(200, { code: 'OK', callId, requestId, state, attempt, at, reason, seconds });
    });
  });
}

function order(sandbox: Sandbox, body: Buffer): RawReply {
  const asked = parsed(body);
  const wrong = asked ? mistakeIn(asked) : 'PARAMETER_ILLEGAL';
  if (!asked || wrong) return json(400, { code: wrong });
  const { requestId, phone } = asked as { requestId: string; phone: string };
  const fingerprint = createHash('sha256').update(body).digest('hex');
  const known = sandbox.store.get('voiceCall', requestId);
  if (known && known.fingerprint !== fingerprint) return json(400, { code: 'REQUEST_ID_REUSED' });
  if (known) return json(200, { code: 'OK', callId: known.callId });
  if (sandbox.store.get('voicePhone', phone)?.blocked) return json(403, { code: 'PHONE_BLOCKED' });
  if (!sandbox.rates.allows('voice', sandbox.settings().callsPerSecond)) return json(429, { code: 'BUSY' });
  const call = newCall(sandbox, asked, fingerprint);
  sandbox.store.put('voiceCall', requestId, call);
  keepMessage(sandbox, {
    id: call.callId,
    channel: 'voice',
    to: phone,
    template: asked['template'] as string | undefined,
    text: asked['text'] as string,
    requestId,
  });
  callLater(sandbox, call);
  return json(200, { code: 'OK', callId: call.callId });
}

function newCall(sandbox: Sandbox, asked: Record<string, unknown>, fingerprint: string): VoiceCall {
  const now = new Date();
  const number = String(sandbox.store.all('voiceCall').length + 1).padStart(6, '0');
  return {
    requestId: asked['requestId'] as string,
    callId: `VC${businessDate(now).replaceAll('-', '')}${number}`,
    fingerprint,
    phone: asked['phone'] as string,
    retries: asked['retries'] as number,
    retryIntervalSeconds: asked['retryIntervalSeconds'] as number,
    notifyUrl: asked['notifyUrl'] as string,
    state: 'idle',
    attempt: 0,
    at: now.toISOString(),
    reason: null,
    seconds: 0,
    reports: 0,
  };
}

function parsed(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const within = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/** The code of the refusal, or undefined when all is well. */
function mistakeIn(asked: Record<string, unknown>): string | undefined {
  const { requestId, phone, text, template, language, retries, retryIntervalSeconds, notifyUrl } = asked;
  if (typeof phone !== 'string' || !/^(1\d{10}|0\d{9,11})$/.test(phone)) return 'PHONE_ILLEGAL';
  if (typeof text !== 'string' || !text.trim() || [...text].length > 500) return 'TEXT_ILLEGAL';
  const good =
    typeof requestId === 'string' &&
    /^[A-Za-z0-9-]{1,64}$/.test(requestId) &&
    typeof template === 'string' &&
    (language === 'zh' || language === 'en') &&
    within(retries, 0, 5) &&
    within(retryIntervalSeconds, 30, 3600) &&
    typeof notifyUrl === 'string' &&
    /^https?:\/\//.test(notifyUrl);
  return good ? undefined : 'PARAMETER_ILLEGAL';
}

/** Only to match fault rules, before anything is checked. */
const phoneIn = (body: Buffer): string | undefined =>
  /"phone"\s*:\s*"([^"]+)"/.exec(body.toString('utf8'))?.[1];
