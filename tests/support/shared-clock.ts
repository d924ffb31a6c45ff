import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MovingClock } from './moving-clock.ts';

/** One time for a hall and its gateways: signatures stay fresh, and both know which day it is. */
export interface SharedClock extends MovingClock {
  /** For `startSandbox({ timeFile })`. */
  timeFile: string;
  /** Moves on to the next time that a clock in Beijing shows this: "08:30". */
  untilBeijing(time: string): void;
  close(): void;
}

export function sharedClock(): SharedClock {
  const directory = mkdtempSync(join(tmpdir(), 'dianting-time-'));
  const timeFile = join(directory, 'offset');
  let offsetMs = 0;
  const move = (ms: number) => {
    offsetMs += ms;
    // At once: the gateways read it at any moment, and half a file is another time.
    writeFileSync(`${timeFile}.next`, String(offsetMs));
    renameSync(`${timeFile}.next`, timeFile);
  };
  move(0);
  const now = () => new Date(Date.now() + offsetMs);
  return {
    timeFile,
    now,
    pass: seconds => move(seconds * 1000),
    untilBeijing(time) {
      const today = new Date(now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
      const at = Date.parse(`${today}T${time}:00+08:00`);
      move((at > now().getTime() ? at : at + 86_400_000) - now().getTime());
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}
