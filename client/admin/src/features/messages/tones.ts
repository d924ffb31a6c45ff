import type { Tone } from '../../components/status-tag.tsx';

/** Red only for what could not be delivered. */
export function noticeTone(status: string): Tone {
  if (status === 'delivered') return 'good';
  if (status === 'dead' || status === 'failed') return 'bad';
  return status === 'waiting' || status === 'working' || status === 'unknown' ? 'waits' : 'plain';
}
