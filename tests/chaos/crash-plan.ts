/** Where the server dies next. */
import { askedCrashPoints, askedDeaths, type CrashPoint, crashPoints, leastAskedDeaths } from './faults.ts';

/** Passed all the time. */
const frequent: readonly CrashPoint[] = ['notification-stored', 'gateway-answered'];

/** So many places may lag behind in a round without holding up the next. */
const laggards = 3;

export interface CrashPlan {
  /** Asked at each start of the server: places, and the times they are reached at which it dies; none: it lives. */
  next(deaths: ReadonlyMap<string, number>): string | undefined;
  /** From now on wherever nobody has died yet, the first time it is reached; then where too few have of what is asked for. */
  hurry(): void;
}

/**
 * Each server that is started may die at any of the places where the fewest have died so far, so that every place has its
 * turn: the two that are passed all the time first, and there not at once, or nobody would come further. The last deaths
 * are kept for places that nobody has died at yet.
 * @param kills in all
 * @param every at a place passed all the time, it dies within so many
 */
export function crashPlan(kills: number, every: number, random: () => number): CrashPlan {
  let hurried = false;
  return {
    next(deaths) {
      const deathsAt = (point: string) => deaths.get(point) ?? 0;
      const left = kills - crashPoints.reduce((sum, point) => sum + deathsAt(point), 0);
      const fresh = crashPoints.filter(point => deathsAt(point) === 0);
      const once = (points: readonly string[]) => points.map(point => `${point}:1`).join(',');
      if (hurried && fresh.length > 0) return once(fresh);
      if (hurried && askedDeaths(deathsAt) < leastAskedDeaths(kills)) return once(rarestAsked(deathsAt));
      if (left <= 0) return undefined;
      if (hurried) return once(crashPoints);
      const round = crashPoints.map(deathsAt).sort((one, other) => one - other)[laggards]!;
      const due = left <= fresh.length ? fresh : crashPoints.filter(point => deathsAt(point) <= round);
      const first = due.filter(point => frequent.includes(point));
      return first.length > 0
        ? first.map(point => `${point}:${1 + Math.floor(random() * every)}`).join(',')
        : once(due);
    },
    hurry() {
      hurried = true;
    },
  };
}

/** Of the places asked for, those where the fewest have died. */
export function rarestAsked(deathsAt: (point: string) => number): CrashPoint[] {
  const least = Math.min(...askedCrashPoints.map(deathsAt));
  return askedCrashPoints.filter(point => deathsAt(point) === least);
}
