/** Ours and its floor by turns, so that whatever else the machine does meets both. The medians count. */
import type { LoadResult } from './load.ts';
import type { Cpu, Stage } from './stage.ts';

export interface Comparison {
  what: string;
  floor: string;
  aim: number;
  /** Requests of one round, for the n-th round. */
  ours(round: number): Promise<LoadResult>;
  /** How many the floor manages a second, in the n-th round. */
  theirs(round: number): Promise<number>;
}

export interface Measured {
  what: string;
  floor: string;
  aim: number;
  perSecond: number;
  floorPerSecond: number;
  /** The median of the rounds' ratios, and the least and the greatest. */
  ratio: number;
  lowest: number;
  highest: number;
  p50Ms: number;
  p99Ms: number;
  /** Milliseconds a request, of the server's process and of PostgreSQL's together. */
  serverCpuMs: number;
  postgresCpuMs: number;
  /** The most memory the server's process held during these rounds. */
  peakMiB: number;
  requests: number;
}

/** Round 0 warms up (compiler, plans, caches, connections) and is not counted. */
export async function compare(stage: Stage, rounds: number, comparison: Comparison): Promise<Measured> {
  const { ours, theirs, ...names } = comparison;
  await ours(0);
  await theirs(0);
  // A living database knows how large its tables are; plans made on the empty ones go.
  await stage.owner.query('VACUUM (ANALYZE)');
  const results: { load: LoadResult; used: Cpu; floorPerSecond: number }[] = [];
  stage.forgetServerPeak();
  for (let round = 1; round <= rounds; round += 1) {
    const before = stage.cpu();
    const load = await ours(round);
    const after = stage.cpu();
    const used = { server: after.server - before.server, postgres: after.postgres - before.postgres };
    results.push({ load, used, floorPerSecond: await theirs(round) });
  }
  const requests = sum(results.map(({ load }) => load.count));
  const rates = results.map(({ load }) => load.count / load.seconds);
  const ratios = results.map(({ floorPerSecond }, index) => rates[index]! / floorPerSecond);
  const times = results.flatMap(({ load }) => load.times);
  return {
    ...names,
    perSecond: share(rates, 0.5),
    floorPerSecond: share(
      results.map(result => result.floorPerSecond),
      0.5,
    ),
    ratio: share(ratios, 0.5),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    p50Ms: share(times, 0.5),
    p99Ms: share(times, 0.99),
    serverCpuMs: (sum(results.map(({ used }) => used.server)) * 1000) / requests,
    postgresCpuMs: (sum(results.map(({ used }) => used.postgres)) * 1000) / requests,
    peakMiB: stage.serverPeakMiB(),
    requests,
  };
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

function share(values: number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
