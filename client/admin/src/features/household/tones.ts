import type { Tone } from '../../components/status-tag.tsx';

export const riskTones: Record<'high' | 'medium' | 'low', Tone> = {
  high: 'bad',
  medium: 'waits',
  low: 'plain',
};
