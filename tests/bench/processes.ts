/** What processes have used and hold, as Linux tells it under /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Fields of /proc/<pid>/stat from the third on: after the name, which may hold anything. */
function statOf(pid: number | string): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(') ') + 2).split(' ');
}

/** utime and stime, in ticks of 10 ms; with `ended`, of the children that have ended as well. */
export function cpuOf(pid: number | string, ended = false): number {
  const fields = statOf(pid).slice(11, ended ? 15 : 13);
  return fields.reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

/** The postmaster, its processes of now and those that have ended. */
export function cpuOfGroup(postmaster: number): number {
  return sumOfChildren(postmaster, pid => cpuOf(pid)) + cpuOf(postmaster, true);
}

function sumOfChildren(postmaster: number, measure: (pid: string) => number): number {
  const ofChild = (pid: string) => {
    try {
      return Number(statOf(pid)[1]) === postmaster ? measure(pid) : 0;
    } catch {
      return 0; // ended meanwhile
    }
  };
  const running = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  return running.reduce((sum, pid) => sum + ofChild(pid), 0);
}

/** Proportional size: a page that several processes share counts once in their sum. */
function shareOf(pid: number | string): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 1024;
}

/** MiB that the postmaster and all its processes hold now. */
export function memoryOfGroup(postmaster: number): number {
  return Math.round(sumOfChildren(postmaster, shareOf) + shareOf(postmaster));
}

/** Megabytes of 1,000,000 bytes that this process has held at most. Not what getrusage says: that begins with what its parent held. */
export const ownPeakMB = (): number => Math.round(memoryOf(process.pid, 'VmHWM') * 1.048576);

/** The greatest resident size so far, or that of now, in MiB. */
export function memoryOf(pid: number, field: 'VmHWM' | 'VmRSS'): number {
  const size = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round(Number(size) / 1024);
}
