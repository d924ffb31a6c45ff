import { concludeMessage } from '../messages/keep.ts';
import type { Sandbox } from '../sandbox.ts';
import type { CallOutcome, VoiceCall } from './records.ts';

const LISTENED = 14;

/** Calls a phone a while after the order, and again by the order's retries. */
export function callLater(sandbox: Sandbox, call: VoiceCall): void {
  const { voiceRingMs, voiceTimeScale } = sandbox.settings();
  const wait = call.state === 'again' ? call.retryIntervalSeconds * 1000 * voiceTimeScale : voiceRingMs;
  sandbox.later(wait, () => ring(sandbox, call.requestId));
}

/** Takes up the calls that were under way when the sandbox was stopped: one that rang is rung again. */
export function resumeCalls(sandbox: Sandbox): void {
  for (const call of sandbox.store.all('voiceCall')) {
    if (call.state === 'calling') sandbox.later(0, () => end(sandbox, call.requestId));
    else if (call.state === 'idle' || call.state === 'again') callLater(sandbox, call);
  }
}

function ring(sandbox: Sandbox, requestId: string): void {
  const call = sandbox.store.get('voiceCall', requestId);
  if (!call || (call.state !== 'idle' && call.state !== 'again')) return;
  change(sandbox, call, { state: 'calling', attempt: call.attempt + 1, reason: null, seconds: 0 });
  sandbox.later(sandbox.settings().voiceRingMs, () => end(sandbox, requestId));
}

function end(sandbox: Sandbox, requestId: string): void {
  const call = sandbox.store.get('voiceCall', requestId);
  if (call?.state !== 'calling') return;
  const outcome = outcomeOf(sandbox, call);
  if (outcome === 'ANSWERED') {
    change(sandbox, call, { state: 'done', reason: null, seconds: LISTENED });
    concludeMessage(sandbox, call.callId, 'received');
    return;
  }
  const retriesLeft = call.attempt <= call.retries && outcome !== 'NO_SUCH_NUMBER';
  const state = retriesLeft ? 'again' : 'failed';
  const next = change(sandbox, call, { state, reason: outcome, seconds: 0 });
  if (retriesLeft) callLater(sandbox, next);
  else concludeMessage(sandbox, call.callId, 'failed', outcome);
}

function outcomeOf(sandbox: Sandbox, call: VoiceCall): CallOutcome {
  const outcomes = sandbox.store.get('voicePhone', call.phone)?.outcomes ?? [];
  return outcomes[call.attempt - 1] ?? outcomes.at(-1) ?? 'ANSWERED';
}

/** Every change of state is reported to the order's own address. */
function change(sandbox: Sandbox, call: VoiceCall, more: Partial<VoiceCall>): VoiceCall {
  const next = { ...call, ...more, at: new Date().toISOString(), reports: call.reports + 1 };
  sandbox.store.put('voiceCall', call.requestId, next);
  const { callId, requestId, state, attempt, at, reason, seconds } = next;
  const eventId = `${callId}-${next.reports}`;
  void sandbox.deliveries.send({
    gateway: 'voice',
    kind: 'receipt',
    outTradeNo: call.phone,
    url: call.notifyUrl,
    eventId,
    facts: { eventId, callId, requestId, state, attempt, at, ...(reason && { reason }), seconds },
  });
  return next;
}
