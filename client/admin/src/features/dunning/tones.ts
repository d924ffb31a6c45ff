import type { Tone } from '../../components/status-tag.tsx';
import type { Case, Plan } from './dunning.queries.ts';

const caseTones: Partial<Record<Case['status'], Tone>> = {
  submitted: 'waits',
  proposed: 'waits',
  'last-call': 'bad',
  disconnecting: 'bad',
  suspended: 'bad',
  restoring: 'waits',
};
export const toneOf = (status: Case['status']): Tone => caseTones[status] ?? 'plain';

export const planTones: Record<Plan['status'], Tone> = {
  agreed: 'waits',
  kept: 'good',
  broken: 'bad',
  cancelled: 'plain',
};

export const supplyTones = { connected: 'good', suspended: 'bad', unknown: 'waits' } as const;

export const ruleTones = { 'in-force': 'good', scheduled: 'waits', past: 'plain' } as const;
