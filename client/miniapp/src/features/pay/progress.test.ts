import type { Payment } from '@api/types';
import { say, type Translate } from '@/i18n/texts';
import { payment } from '../../../test/answers';
import { isOver, isStill, mayResume, pollDelay, stagesOf } from './progress';

const t: Translate = Object.assign((...asked: Parameters<Translate>) => say('zh', ...asked), {
  language: 'zh' as const,
});
const stages = (change: Partial<Payment>) => stagesOf({ ...payment, ...change }, t, instant => instant);
const since = '2026-11-22T09:00:00.000Z';
const supply = (state: NonNullable<Payment['supply']>['state']) => ({ supply: { state, since } });

test('going on with an order is offered only when the gateway said that nothing was paid', () => {
  expect(mayResume(payment, null, false)).toBe(false);
  expect(mayResume(payment, 'cancelled', false)).toBe(false);
  expect(mayResume(payment, 'cancelled', true)).toBe(true);
  expect(mayResume(payment, null, true)).toBe(true);
});

test('while the wallet says paid or says nothing certain, nobody is asked to pay again', () => {
  expect(mayResume(payment, 'done', true)).toBe(false);
  expect(mayResume(payment, 'unknown', true)).toBe(false);
  for (const stage of ['paid', 'credited', 'closed', 'failed'] as const)
    expect(mayResume({ ...payment, stage }, 'cancelled', true)).toBe(false);
});

test('a payment that was paid but not credited is still followed', () => {
  expect(isOver({ ...payment, stage: 'paid' })).toBe(false);
  expect(isOver({ ...payment, stage: 'credited' })).toBe(true);
  expect(isOver(null)).toBe(false);
});

test('the server is asked less and less often', () => {
  const delays = Array.from({ length: 12 }, (_, turn) => pollDelay(turn));
  expect(delays).toEqual([...delays].sort((one, other) => one - other));
  expect(delays.at(-1)).toBe(15_000);
});

test('a payment has three stages, and a fourth only where a home was cut off', () => {
  expect(stages({}).map(({ name }) => name)).toEqual(['已下单', '已付', '到账']);
  expect(stages({ stage: 'credited', ...supply('suspended') })[3]).toEqual({
    name: '复电',
    state: 'later',
    detail: `${since} 起停电；逾期电费全部缴清后自动下令复电`,
  });
  expect(stages({ stage: 'credited', ...supply('reconnecting') })[3]).toEqual({
    name: '复电',
    state: 'now',
    detail: `${since} 已下令复电`,
  });
  expect(stages({ stage: 'credited', ...supply('restored') })[3]).toEqual({
    name: '复电',
    state: 'done',
    detail: since,
  });
});

test('a payment that brought nothing back does not say so', () => {
  expect(stages({ stage: 'waiting', ...supply('restored') })).toHaveLength(3);
  expect(stages({ stage: 'closed', ...supply('suspended') })).toHaveLength(3);
});

test('a credited payment is still followed until power is back', () => {
  const credited: Payment = { ...payment, stage: 'credited' };
  expect(isStill(credited)).toBe(true);
  expect(isStill({ ...credited, ...supply('suspended') })).toBe(false);
  expect(isStill({ ...credited, ...supply('reconnecting') })).toBe(false);
  expect(isStill({ ...credited, ...supply('restored') })).toBe(true);
  expect(isStill(null)).toBe(false);
});
