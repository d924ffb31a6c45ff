import type { Clock } from '../../infra/clock.ts';

const minuteMs = 60_000;

/** A job that is set up wrongly calls thousands of times: the log, from which nothing is ever removed, hears of it once a minute. */
export function onceAMinute(clock: Clock): (what: string) => boolean {
  const told = new Map<string, number>();
  return what => {
    const now = clock.now().getTime();
    if (now - (told.get(what) ?? Number.NEGATIVE_INFINITY) < minuteMs) return false;
    told.set(what, now);
    return true;
  };
}
