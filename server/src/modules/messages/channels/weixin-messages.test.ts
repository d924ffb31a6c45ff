import { expect, test } from '@jest/globals';
import { valuesOf } from '../delivery/write-letter.ts';
import type { Letter } from './channel.ts';
import { cardData } from './weixin-messages.ts';

const now = new Date('2026-11-30T02:00:00Z');
const params = {
  amountFen: 1_234_500,
  dueOn: '2026-12-15',
  untilAt: '2026-12-01T09:30:00Z',
  area: '凤林一期东侧配电站',
};
const letter = (card: string[]): Letter => ({
  requestId: 'r-1',
  to: 'openid',
  event: 'bill-issued',
  language: 'zh',
  version: 0,
  title: '电费账单',
  body: '',
  sms: '',
  template: { title: '', body: '', sms: '' },
  values: valuesOf(params, 'zh', now),
  card,
});

test('a card says sums without commas and days with their year, as WeChat’s fields ask', () => {
  const template = { id: 'T', keys: ['amount1', 'date2', 'time3', 'thing4'] };
  expect(cardData(template, letter(['amount', 'dueOn', 'untilAt', 'area']))).toEqual({
    amount1: { value: '¥12345.00' },
    date2: { value: '2026-12-15' },
    time3: { value: '2026-12-01 17:30' },
    thing4: { value: '凤林一期东侧配电站' },
  });
});

test('a template with more fields than the event has values repeats the title', () => {
  expect(cardData({ id: 'T', keys: ['amount1', 'thing2'] }, letter(['amount']))).toEqual({
    amount1: { value: '¥12345.00' },
    thing2: { value: '电费账单' },
  });
});
