import { writeSync } from 'node:fs';

/**
 * Named places where the fault proof kills the process. In normal operation `reach` does nothing; tests/chaos installs
 * a function through HALL_CRASH_POINT, which production refuses.
 */
export interface CrashPoints {
  reach(name: string): void;
}

export const noCrashPoints: CrashPoints = { reach: () => {} };

/**
 * Kills this process without warning, as a power cut would, at whichever named place is first reached as often as it says.
 * The place is said last, so that the proof can count it.
 * @param places `name:count`, separated by commas
 */
export function crashAt(places: string): CrashPoints {
  const left = new Map(
    places.split(',').map(place => [place.split(':')[0]!, Number(place.split(':')[1])] as const),
  );
  return {
    reach(name) {
      const count = left.get(name);
      if (count === undefined) return;
      left.set(name, count - 1);
      if (count > 1) return;
      writeSync(process.stderr.fd, `died at ${name}\n`);
      process.kill(process.pid, 'SIGKILL');
    },
  };
}
