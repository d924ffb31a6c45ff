/** Everything that happened to a payment in one order: what we wrote down, what arrived raw, what was booked. Pure. */
import type { LedgerTransaction, PaymentFile, Posting } from '../../api/payments.types.ts';

export type Tone = 'good' | 'waits' | 'bad' | 'plain';

export interface TimelineEntry {
  key: string;
  at: string;
  /** Names its text: `event.<kind>`, `inbox.<kind>`, `books.<kind>`. */
  group: 'event' | 'inbox' | 'books';
  kind: string;
  tone: Tone;
  detail: Record<string, unknown>;
  /** Said again and again in the same words, and when for the last time. */
  repeated?: { times: number; until: string };
  raw?: { headers: Record<string, string>; body: string; parsed: Record<string, unknown> };
  postings?: Posting[];
}

const good = new Set(['settled', 'refund-succeeded']);
const bad = new Set([
  'failed',
  'refund-failed',
  'refund-rejected',
  'contradiction',
  'conflict',
  'unreadable',
  'wrong-amount',
]);
const waits = new Set([
  'second-success',
  'late-success',
  'surplus',
  'underpaid',
  'refund-requested',
  'payout-return-reported',
  'refund-conflict',
]);

function toneOf(kind: string): Tone {
  if (good.has(kind)) return 'good';
  if (bad.has(kind)) return 'bad';
  return waits.has(kind) ? 'waits' : 'plain';
}

/** Oldest first. Where two stand at the same moment, the message comes before what was made of it. */
export function timelineOf({
  events,
  inbox,
  postings,
}: Pick<PaymentFile, 'events' | 'inbox' | 'postings'>): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...inbox.map(
      (message): TimelineEntry => ({
        key: `inbox-${message.id}`,
        at: message.receivedAt,
        group: 'inbox',
        kind: message.kind,
        tone: message.status === 'failed' ? 'bad' : 'plain',
        detail: { result: message.result, repeats: message.repeats, eventId: message.eventId },
        raw: { headers: message.headers, body: message.body, parsed: message.parsed },
      }),
    ),
    ...events.map(
      (event, index): TimelineEntry => ({
        key: `event-${index}`,
        at: event.at,
        group: 'event',
        kind: event.kind,
        tone: toneOf(event.kind),
        detail: event.detail,
        repeated: event.times > 1 ? { times: event.times, until: event.lastAt } : undefined,
      }),
    ),
    ...transactionsOf(postings),
  ];
  const order = { inbox: 0, event: 1, books: 2 };
  return entries.sort((a, b) => a.at.localeCompare(b.at) || order[a.group] - order[b.group]);
}

function transactionsOf(transactions: LedgerTransaction[]): TimelineEntry[] {
  return transactions.map(transaction => ({
    key: `books-${transaction.kind}-${transaction.reference}`,
    at: transaction.postedAt,
    group: 'books',
    kind: transaction.kind,
    tone: 'plain',
    detail: {},
    postings: transaction.postings,
  }));
}

/** JSON indented, a form body one field a line, anything else as it came. */
export function readableBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    if (/^[\w.%+-]+=[^\n<]*(&|$)/.test(body))
      return [...new URLSearchParams(body)].map(([name, value]) => `${name} = ${value}`).join('\n');
    return body;
  }
}
