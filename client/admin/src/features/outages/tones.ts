import type { Tone } from '../../components/status-tag.tsx';
import type { OutageFile } from './outages.queries.ts';

const outageTones: Record<OutageFile['status'], Tone> = {
  draft: 'plain',
  negotiating: 'waits',
  published: 'waits',
  changed: 'waits',
  cancelled: 'plain',
  'under-way': 'bad',
  restored: 'good',
  closed: 'plain',
};

export const toneOfOutage = (status: OutageFile['status']): Tone => outageTones[status];

export const talkTones = {
  waiting: 'waits',
  late: 'bad',
  countered: 'waits',
  agreed: 'good',
  outdated: 'plain',
} as const satisfies Record<OutageFile['negotiations'][number]['state'], Tone>;

export const overrideTones = { asked: 'waits', approved: 'good', refused: 'plain' } as const;

export const noticeTones: Record<string, Tone> = {
  delivered: 'good',
  dead: 'bad',
  stopped: 'bad',
  waiting: 'waits',
};
