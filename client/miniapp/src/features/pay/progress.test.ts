import { payment } from '../../../test/answers';
import { isOver, mayResume, pollDelay } from './progress';

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
