import { expect, it } from '@jest/globals';
import { rowInForce, stateOfRow } from './dated.ts';

const row = (id: number, validFrom: string, name = 'notice') => ({ id, name, validFrom });

it('takes the latest value that has begun, and of two for one day the one set last', () => {
  const rows = [
    row(4, '2026-03-01'),
    row(3, '2026-02-01'),
    row(2, '2026-02-01'),
    row(1, '2026-01-01'),
    row(5, '2026-02-01', 'other'),
  ];
  const on = (day: string) => rowInForce(rows, 'notice', day)?.id;
  expect([on('2025-12-31'), on('2026-01-31'), on('2026-02-01'), on('2026-03-01')]).toEqual([
    undefined,
    1,
    3,
    4,
  ]);
  const states = rows
    .filter(({ name }) => name === 'notice')
    .map(each => stateOfRow(each, rows, '2026-02-15'));
  expect(states).toEqual(['scheduled', 'in-force', 'past', 'past']);
});

it('keeps to instants as it does to days', () => {
  const at = (text: string) => new Date(text);
  const rows = [
    { id: 1, name: 'x', validFrom: at('2026-01-01T00:00:00Z') },
    { id: 2, name: 'x', validFrom: at('2026-01-01T00:00:00Z') },
    { id: 3, name: 'x', validFrom: at('2026-01-01T00:00:01Z') },
  ];
  expect(rowInForce(rows, 'x', at('2026-01-01T00:00:00Z'))?.id).toBe(2);
});
