/** What happens with a notice next. Pure: the whole order of ways, consents, quiet hours and caps stands here. */
import { addDays, businessDate, startOfDay } from '../../../shared/dates.ts';
import type { Language } from '../../../shared/errors.ts';
import type { ChannelName, MessageChannel } from '../channels/channel.ts';
import { definitionOf, isEvent, type NoticeClass } from '../events/catalogue.ts';
import { type QuietHours, quietUntil } from './quiet-hours.ts';

export interface Tried {
  channel: ChannelName;
  state: 'waiting' | 'handed' | 'delivered' | 'failed' | 'unknown';
  attempts: number;
  /** When it was handed over, or last tried. */
  at: Date | null;
}

/** Who is to be told, as far as it matters for the way. */
export interface Recipient {
  language: Language;
  /** The person's own order; empty: the usual one. */
  channels: readonly ChannelName[];
  /** The person's own; undefined: the hall's. */
  quiet?: QuietHours;
  stopped: readonly string[];
  /** TD by text message: nothing that was not asked for. */
  smsOptedOut: boolean;
  /** Ways on which this recipient can be reached. */
  reachable: ReadonlySet<ChannelName>;
  /** Consents left for this event, by the way they were given for. */
  consents: Partial<Record<ChannelName, number>>;
  /** Notices that count against the cap and were handed over today. */
  toldToday: number;
}

export interface Rules {
  quiet: QuietHours;
  perDay: number;
  /** After so many failures the next way is tried; where there is none, the tries go on up to `tries`. */
  triesPerWay: number;
  tries: number;
}

export interface Situation {
  event: string;
  notAfter: Date | null;
  tried: readonly Tried[];
  recipient: Recipient;
}

export type Decision =
  | { do: 'send'; channel: MessageChannel }
  | { do: 'wait'; until: Date }
  /** Nothing more to do. */
  | { do: 'rest'; status: 'sent' | 'delivered' }
  | { do: 'stop'; why: 'switched-off' | 'capped' | 'lapsed' }
  | { do: 'bury'; why: 'unknown-event' | 'no-way' | 'all-failed' };

const usual: readonly ChannelName[] = ['wechat-subscribe', 'wechat-oa', 'alipay', 'sms', 'email'];

export function decide(
  { event, notAfter, tried, recipient }: Situation,
  channels: ReadonlyMap<ChannelName, MessageChannel>,
  rules: Rules,
  now: Date,
): Decision {
  if (!isEvent(event)) return { do: 'bury', why: 'unknown-event' };
  if (tried.some(({ state }) => state === 'delivered')) return { do: 'rest', status: 'delivered' };
  const begun = tried.some(({ state }) => state === 'handed' || state === 'unknown');
  if (notAfter && notAfter <= now)
    return begun ? { do: 'rest', status: 'sent' } : { do: 'stop', why: 'lapsed' };
  const { class: kind, uncapped } = definitionOf(event);
  if (kind === 'service' && !begun) {
    if (recipient.stopped.includes(event)) return { do: 'stop', why: 'switched-off' };
    if (!uncapped && recipient.toldToday >= rules.perDay)
      return overCap(notAfter, recipient.quiet ?? rules.quiet, now);
  }
  const ways = waysFor(kind, recipient)
    .flatMap(name => channels.get(name) ?? [])
    .filter(channel => channel.serves?.(event) ?? true)
    .filter(({ name }) => !(name === 'voice' && definitionOf(event).neverCalls));
  const walk = (limit: number) => nextWay(ways, { tried, recipient, kind, limit, now });
  const next = walk(rules.triesPerWay) ?? walk(Math.max(rules.tries, rules.triesPerWay));
  if (!next) return ending(tried, begun);
  if (next.do !== 'send') return next;
  const byDay = next.channel.name === 'voice' && definitionOf(event).callsByDay;
  const atOnce = (kind === 'safety' || kind === 'answer') && !byDay;
  const quiet = atOnce ? undefined : quietUntil(now, recipient.quiet ?? rules.quiet);
  return quiet ? { do: 'wait', until: quiet } : next;
}

/** More than a person reads on one day waits for the next, as long as it is worth anything by then. */
function overCap(notAfter: Date | null, quiet: QuietHours, now: Date): Decision {
  const tomorrow = startOfDay(addDays(businessDate(now), 1));
  const until = quietUntil(tomorrow, quiet) ?? tomorrow;
  return notAfter && notAfter <= until ? { do: 'stop', why: 'capped' } : { do: 'wait', until };
}

function ending(tried: readonly Tried[], begun: boolean): Decision {
  if (begun) return { do: 'rest', status: 'sent' };
  return { do: 'bury', why: tried.length === 0 ? 'no-way' : 'all-failed' };
}

/** What the law or safety asks for goes on after the customer's own order, to a telephone call at last. */
export function waysFor(kind: NoticeClass, { channels, smsOptedOut }: Recipient): ChannelName[] {
  const binding = kind === 'safety' || kind === 'duty';
  const own = channels.filter(name => !(binding && name === 'in-app'));
  const ways = own.length > 0 ? own : [...usual, ...(binding ? [] : (['in-app'] as const))];
  const all: ChannelName[] = binding ? [...new Set([...ways, ...usual, 'voice' as const])] : [...ways];
  return binding || !smsOptedOut ? all : all.filter(name => name !== 'sms');
}

interface Walk {
  tried: readonly Tried[];
  recipient: Recipient;
  kind: NoticeClass;
  limit: number;
  now: Date;
}

/** The first way in order that has not come to its end; undefined when all have. */
function nextWay(ways: readonly MessageChannel[], walk: Walk): Decision | undefined {
  for (const channel of ways) {
    if (!walk.recipient.reachable.has(channel.name)) continue;
    const last = walk.tried.find(each => each.channel === channel.name);
    const step = last ? goOn(channel, last, walk) : begin(channel, walk.recipient);
    if (step) return step;
  }
  return undefined;
}

function begin(channel: MessageChannel, recipient: Recipient): Decision | undefined {
  // One consent is one message.
  if (channel.needsConsent && (recipient.consents[channel.name] ?? 0) <= 0) return undefined;
  return { do: 'send', channel };
}

/** Undefined: this way has come to its end, the next one is tried. */
function goOn(channel: MessageChannel, last: Tried, { kind, limit, now }: Walk): Decision | undefined {
  if (last.state === 'failed') return undefined;
  if (last.state === 'handed') return afterHanding(channel, last, kind, now);
  const again = last.state === 'waiting' || channel.repeatable;
  if (again) return last.attempts < limit ? { do: 'send', channel } : undefined;
  // It may have been sent: never twice. A report may still come.
  return stillPatient(channel, last, now);
}

/** What a provider has taken is not enough. */
export const mustArrive = (kind: NoticeClass): boolean => kind === 'safety' || kind === 'duty';

/** A provider has it. Only what must arrive goes another way when no report comes; at once, where none ever does. */
function afterHanding(
  channel: MessageChannel,
  last: Tried,
  kind: NoticeClass,
  now: Date,
): Decision | undefined {
  if (!mustArrive(kind)) return { do: 'rest', status: 'sent' };
  return stillPatient(channel, last, now);
}

function stillPatient(
  { patienceSeconds = 0 }: MessageChannel,
  { at }: Tried,
  now: Date,
): Decision | undefined {
  const until = new Date((at ?? now).getTime() + patienceSeconds * 1000);
  return until > now ? { do: 'wait', until } : undefined;
}
