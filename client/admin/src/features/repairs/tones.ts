import type { Tone } from '../../components/status-tag.tsx';
import type { BoardOrder } from './repairs.queries.ts';

const statusTones: Record<BoardOrder['status'], Tone> = {
  waiting: 'bad',
  returned: 'bad',
  dispatched: 'waits',
  accepted: 'waits',
  arrived: 'waits',
  done: 'plain',
  archived: 'plain',
  cancelled: 'plain',
};
export const statusTone = (status: BoardOrder['status']): Tone => statusTones[status];

const urgencyTones: Record<NonNullable<BoardOrder['urgency']>, Tone> = {
  'in-time': 'plain',
  'at-risk': 'waits',
  overdue: 'bad',
};
export const urgencyTone = (urgency: NonNullable<BoardOrder['urgency']>): Tone => urgencyTones[urgency];

/** What the order is held to now: to be there, then to have it mended. */
export const dueOf = ({
  arrivedAt,
  arriveDueAt,
  restoreDueAt,
}: Pick<BoardOrder, 'arrivedAt' | 'arriveDueAt' | 'restoreDueAt'>) =>
  arrivedAt ? restoreDueAt : arriveDueAt;
