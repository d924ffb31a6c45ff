/** Everything that happened to a payment in one order: what we wrote down, what arrived raw, what was booked. Pure. */
import type { LedgerTransaction, PaymentFile, Posting } from '../../api/payments.types.ts';

export type Tone = 'good' | 'waits' | 'bad' | 'plain';

/** One message to the gateway and what came back, without who pays and whatever lets somebody pay. */
export interface Exchange {
  call: string;
  sent?: unknown;
  /** The payer's own client brings it: no reply comes to us. */
  byPayer?: boolean;
  /** Of the reply's HTTP. */
  status?: number;
  body?: unknown;
  /** Why there is no reply. */
  silence?: string;
}

export interface TimelineEntry {
  key: string;
  at: string;
  /** Names its text: `event.<kind>`, `inbox.<kind>`, `books.<kind>`. */
  group: 'event' | 'inbox' | 'books';
  kind: string;
  tone: Tone;
  detail: Record<string, unknown>;
  exchanges?: (Exchange & { key: string })[];
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
        ...saidIn(event.detail),
        repeated: event.times > 1 ? { times: event.times, until: event.lastAt } : undefined,
      }),
    ),
    ...transactionsOf(postings),
  ];
  const order = { inbox: 0, event: 1, books: 2 };
  return entries.sort((a, b) => a.at.localeCompare(b.at) || order[a.group] - order[b.group]);
}

/** What was said to the gateway and by it is shown apart from the rest. */
function saidIn({
  exchanges,
  ...detail
}: Record<string, unknown>): Pick<TimelineEntry, 'detail' | 'exchanges'> {
  if (!Array.isArray(exchanges)) return { detail };
  return { detail, exchanges: exchanges.map((said: Exchange, index) => ({ ...said, key: `said-${index}` })) };
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

/** A request or reply, indented; the words of one that was too long to be kept whole. */
export const readableContent = (content: unknown): string =>
  typeof content === 'string' ? content : (JSON.stringify(content, null, 2) ?? '');

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
