/** A steady pace of requests, and what came of it as a table. */
export interface Figure {
  what: string;
  ours: number[];
  floor: number[];
}

export const perSecond = 50;
const aimMs = 100;

/** Sends at a steady pace, whether the last one is answered or not: a queue that grows is seen. */
export async function atPace(seconds: number, send: (index: number) => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  const began = performance.now();
  const all: Promise<void>[] = [];
  for (let index = 0; index < seconds * perSecond; index += 1) {
    const due = began + (index * 1_000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait));
    all.push(send(index).then(() => void times.push(performance.now() - due)));
  }
  await Promise.all(all);
  return times;
}

const quantile = (times: readonly number[], share: number) =>
  [...times].sort((left, right) => left - right)[
    Math.min(times.length - 1, Math.floor(times.length * share))
  ]!;

export function tableOf(figures: readonly Figure[]): string {
  const ms = (value: number) => value.toFixed(1);
  const rows = figures.map(({ what, ours, floor }) => {
    const [p99, bare] = [quantile(ours, 0.99), quantile(floor, 0.99)];
    const ratio = quantile(ours, 0.5) / quantile(floor, 0.5);
    const kept = p99 < aimMs ? 'kept' : 'missed';
    return `| ${what} | ${ms(quantile(ours, 0.5))} | ${ms(p99)} | ${ms(quantile(floor, 0.5))} | ${ms(bare)} | ${ratio.toFixed(1)} | ${kept} |`;
  });
  return `| what | p50 ms | p99 ms | bare p50 ms | bare p99 ms | ratio of p50 | aim |
|---|---|---|---|---|---|---|
${rows.join('\n')}`;
}
