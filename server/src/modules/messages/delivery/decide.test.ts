import { expect, it } from '@jest/globals';
import type { ChannelName, MessageChannel } from '../channels/channel.ts';
import { definitionOf, type EventName, eventNames } from '../events/catalogue.ts';
import { decide, type Recipient } from './decide.ts';

const channel = (name: ChannelName) => ({ name }) as MessageChannel;
const channels = new Map((['sms', 'voice'] as const).map(name => [name, channel(name)]));
const rules = { quiet: { from: 22 * 60, until: 7 * 60 }, perDay: 5, triesPerWay: 5, tries: 12 };
const somebody: Recipient = {
  language: 'zh',
  channels: [],
  stopped: [],
  smsOptedOut: false,
  reachable: new Set<ChannelName>(['sms', 'voice']),
  consents: {},
  toldToday: 0,
};
/** Three in the morning in Beijing. */
const night = new Date('2026-11-28T19:00:00Z');
const next = (event: EventName, recipient: Partial<Recipient> = {}, notAfter: Date | null = null) =>
  decide({ event, notAfter, tried: [], recipient: { ...somebody, ...recipient } }, channels, rules, night);
const onlyByVoice = { reachable: new Set<ChannelName>(['voice']) };
const morning = { do: 'wait', until: new Date('2026-11-28T23:00:00Z') };

it('what is about safety is sent in the night, and rings where nothing else is left', () => {
  expect(next('outage-planned')).toMatchObject({ do: 'send', channel: { name: 'sms' } });
  expect(next('outage-fault', onlyByVoice)).toMatchObject({ do: 'send', channel: { name: 'voice' } });
});

it('an outage a week ahead, or one that is over, rings in the morning', () => {
  for (const event of ['outage-planned', 'outage-cancelled', 'outage-restored'] as const)
    expect(next(event, onlyByVoice)).toEqual(morning);
});

it('what is over the cap of a day waits for the next morning, if it is worth anything then', () => {
  const many = { toldToday: 5 };
  const until = new Date('2026-11-29T23:00:00Z');
  expect(next('bill-issued', many)).toEqual({ do: 'wait', until });
  expect(next('bill-issued', many, until)).toEqual({ do: 'stop', why: 'capped' });
});

it('that money was not paid as agreed is told by day whatever the cap, unless it is switched off', () => {
  for (const event of ['autopay-failed', 'debit-failed', 'payout-returned'] as const) {
    expect(next(event, { toldToday: 9 })).toEqual(morning);
    expect(next(event, { stopped: [event] })).toEqual({ do: 'stop', why: 'switched-off' });
  }
});

it('nothing but safety, duty and answers is told to whoever has switched it off', () => {
  const stopped = [...eventNames];
  for (const event of eventNames) {
    const { do: what } = next(event, { stopped });
    expect([event, what === 'stop']).toEqual([event, definitionOf(event).class === 'service']);
  }
});
