import type { Tone } from '../../components/status-tag.tsx';
import type { ApplicationFile, ApplicationLine } from './applications.queries.ts';

const statusTones: Record<ApplicationFile['status'], Tone> = {
  draft: 'plain',
  open: 'waits',
  waiting: 'plain',
  done: 'good',
  refused: 'bad',
  withdrawn: 'plain',
};
export const statusTone = (status: ApplicationFile['status']): Tone => statusTones[status];

const urgencyTones: Record<NonNullable<ApplicationLine['urgency']>, Tone> = {
  overdue: 'bad',
  'at-risk': 'waits',
  'in-time': 'plain',
};
export const urgencyTone = (urgency: NonNullable<ApplicationLine['urgency']>): Tone => urgencyTones[urgency];
