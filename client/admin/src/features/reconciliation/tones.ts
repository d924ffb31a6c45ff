import type { Tone } from '../../components/status-tag.tsx';
import type { CalendarDay, Difference } from './reconciliation.queries.ts';

const days: Record<CalendarDay['status'], Tone> = {
  matched: 'good',
  differences: 'waits',
  refused: 'bad',
  failed: 'bad',
  'no-file': 'plain',
  running: 'plain',
  waiting: 'plain',
};
export const toneOfDay = (status: CalendarDay['status']) => days[status];

const differences: Record<Difference['status'], Tone> = {
  open: 'waits',
  proposed: 'waits',
  resolved: 'plain',
};
export const toneOfDifference = (status: Difference['status']) => differences[status];
