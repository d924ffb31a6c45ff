import { describe, expect, test } from '@jest/globals';
import type { InboxMessage } from '../../api/payments.types.ts';
import { readableBody, readableContent, timelineOf } from './payment-timeline.ts';

const at = (second: number) => `2026-11-22T08:00:${String(second).padStart(2, '0')}.000Z`;
const message = (receivedAt: string): InboxMessage => ({
  id: 1,
  source: 'alipay:2088',
  eventId: 'E1',
  kind: 'payment',
  headers: {},
  body: 'a=1',
  parsed: {},
  receivedAt,
  handledAt: receivedAt,
  status: 'handled',
  result: 'settled',
  repeats: 0,
});
const booked = (postedAt: string) => ({
  kind: 'collection',
  reference: 'alipay:2088:T1',
  businessDate: '2026-11-22',
  postedAt,
  postings: [],
});

const once = (second: number) => ({ times: 1, lastAt: at(second) });

describe('the timeline of a payment', () => {
  test('runs from the order to the books, whichever list a thing came from', () => {
    const events = [
      { at: at(5), kind: 'settled', detail: {}, ...once(5) },
      { at: at(1), kind: 'created', detail: {}, ...once(1) },
    ];
    const entries = timelineOf({ events, inbox: [message(at(4))], postings: [booked(at(6))] });
    expect(entries.map(({ group, kind }) => `${group}.${kind}`)).toEqual([
      'event.created',
      'inbox.payment',
      'event.settled',
      'books.collection',
    ]);
  });

  test('shows the message before what was made of it in the same millisecond', () => {
    const events = [{ at: at(4), kind: 'settled', detail: {}, ...once(4) }];
    const entries = timelineOf({ events, inbox: [message(at(4))], postings: [booked(at(4))] });
    expect(entries.map(entry => entry.group)).toEqual(['inbox', 'event', 'books']);
  });

  test('says of what was said again and again how often and until when, and of the rest nothing', () => {
    const events = [
      { at: at(1), kind: 'created', detail: {}, ...once(1) },
      { at: at(2), kind: 'queried', detail: { status: 'pending' }, times: 3, lastAt: at(9) },
    ];
    const entries = timelineOf({ events, inbox: [], postings: [] });
    expect(entries.map(entry => entry.repeated)).toEqual([undefined, { times: 3, until: at(9) }]);
  });

  test('tells what was said to the gateway and by it apart from what was made of it', () => {
    const exchanges = [{ call: 'alipay.trade.query', sent: { out_trade_no: 'P1' }, silence: 'TIMEOUT' }];
    const events = [
      { at: at(1), kind: 'created', detail: {}, ...once(1) },
      { at: at(2), kind: 'query-unanswered', detail: { reason: 'TIMEOUT', exchanges }, ...once(2) },
    ];
    const entries = timelineOf({ events, inbox: [], postings: [] });
    expect(entries[0]!.exchanges).toBeUndefined();
    expect(entries[1]!.exchanges).toMatchObject(exchanges);
    expect(entries[1]!.detail).toEqual({ reason: 'TIMEOUT' });
  });

  test('marks what is wrong and what has arrived apart from the rest', () => {
    const events = ['created', 'contradiction', 'settled', 'second-success'].map((kind, index) => ({
      at: at(index),
      kind,
      detail: {},
      ...once(index),
    }));
    expect(timelineOf({ events, inbox: [], postings: [] }).map(entry => entry.tone)).toEqual([
      'plain',
      'bad',
      'good',
      'waits',
    ]);
  });
});

describe('a raw message is made readable', () => {
  test.each([
    ['{"a":{"b":1}}', '{\n  "a": {\n    "b": 1\n  }\n}'],
    ['trade_no=1&subject=%E7%94%B5%E8%B4%B9', 'trade_no = 1\nsubject = 电费'],
    ['<xml><a>1</a></xml>', '<xml><a>1</a></xml>'],
  ])('%s', (body, shown) => {
    expect(readableBody(body)).toBe(shown);
  });
});

test.each([
  [{ total: 1 }, '{\n  "total": 1\n}'],
  ['{"total":1,"desc…', '{"total":1,"desc…'],
  [undefined, ''],
])('a kept request or reply is made readable: %j', (content, shown) => {
  expect(readableContent(content)).toBe(shown);
});
