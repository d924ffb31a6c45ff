import type { Tone } from '../../components/status-tag.tsx';
import type { QueueCase } from './cases.queries.ts';

const statusTones: Partial<Record<QueueCase['status'], Tone>> = {
  new: 'waits',
  working: 'waits',
  paused: 'plain',
  answered: 'plain',
};

export const statusTone = (status: QueueCase['status']): Tone => statusTones[status] ?? 'plain';

const urgencyTones: Record<NonNullable<QueueCase['urgency']>, Tone> = {
  'in-time': 'plain',
  'at-risk': 'waits',
  overdue: 'bad',
};

export const urgencyTone = (urgency: NonNullable<QueueCase['urgency']>): Tone => urgencyTones[urgency];
