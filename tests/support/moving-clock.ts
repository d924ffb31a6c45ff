import type { Clock } from '../../server/src/infra/clock.ts';

/** Real time, moved on by what a story says has passed. */
export interface MovingClock extends Clock {
  pass(seconds: number): void;
}

export function movingClock(): MovingClock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    pass(seconds) {
      offsetMs += seconds * 1000;
    },
  };
}
