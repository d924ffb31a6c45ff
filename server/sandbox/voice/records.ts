export type VoiceState = 'idle' | 'calling' | 'done' | 'again' | 'failed';

/** What happens when a phone is called. */
export const CALL_OUTCOMES = [
  'ANSWERED',
  'BUSY',
  'NO_ANSWER',
  'REJECTED',
  'UNREACHABLE',
  'NO_SUCH_NUMBER',
  'FAULT',
] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

export interface VoiceCall {
  requestId: string;
  callId: string;
  /** Of the order's bytes: the same id with another body is refused. */
  fingerprint: string;
  phone: string;
  retries: number;
  retryIntervalSeconds: number;
  notifyUrl: string;
  state: VoiceState;
  attempt: number;
  at: string;
  reason: string | null;
  seconds: number;
  /** Reports so far, which number the events. */
  reports: number;
}

/** How a phone answers: one outcome a call, the last one for ever; blocked ones want no calls. */
export interface VoicePhone {
  phone: string;
  outcomes: CallOutcome[];
  blocked?: boolean;
}
