/**
 * Named places where the fault proof kills the process. In normal operation `reach` does nothing; tests/chaos installs
 * a function through HALL_CRASH_POINT, which production refuses.
 */
export interface CrashPoints {
  reach(name: string): void;
}

export const noCrashPoints: CrashPoints = { reach: () => {} };

/** Kills this process without warning the `countdown`-th time that `name` is reached, as a power cut would. */
export function crashAt(name: string, countdown: number): CrashPoints {
  let left = countdown;
  return {
    reach(reached) {
      if (reached === name && --left <= 0) process.kill(process.pid, 'SIGKILL');
    },
  };
}
