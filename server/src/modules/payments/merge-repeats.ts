/** A gateway asked twenty times that says the same twenty times is one line of a timeline, which says so. */
import { isDeepStrictEqual } from 'node:util';

export interface TimelineEvent {
  at: Date;
  kind: string;
  detail: Record<string, unknown>;
}

export type MergedEvent = TimelineEvent & { times: number; lastAt: Date };

/** Equal ones in a row become one. What lies between two equal ones keeps them apart. */
export function mergeRepeats(events: readonly TimelineEvent[]): MergedEvent[] {
  const merged: MergedEvent[] = [];
  for (const event of events) {
    const last = merged.at(-1);
    if (last && last.kind === event.kind && isDeepStrictEqual(last.detail, event.detail)) {
      last.times++;
      last.lastAt = event.at;
    } else merged.push({ ...event, times: 1, lastAt: event.at });
  }
  return merged;
}
