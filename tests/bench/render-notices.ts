import { cpus, loadavg } from 'node:os';
import type { Publication } from './outage-publication.ts';
import type { Delays } from './payment-probe.ts';

export interface Drain {
  count: number;
  seconds: number;
  refused: number;
  repeated: number;
  /** Where the jobs ran. */
  where: string;
  /** Of payments beside it. */
  beside: Delays;
  /** Greatest resident size after a tenth, a half and nine tenths of the drain. */
  memoryMiB: number[];
}

export interface Speed {
  depth: number;
  ours: number;
  byHand: number;
}

interface Figures {
  limit: number;
  /** Of payments with an empty queue. */
  quiet: Delays;
  drains: readonly Drain[];
  speeds: readonly Speed[];
  outage: Publication;
}

const count = (value: number) => Math.round(value).toLocaleString('en-US');

export function renderNotices({ limit, quiet, drains, speeds, outage }: Figures): string {
  const delays = ({ count, median, p95, most }: Delays) =>
    [count, ...[median, p95, most].map(value => value.toFixed(0))].join(' | ');
  const drained = (drain: Drain) => {
    const { where, seconds, refused, repeated, memoryMiB } = drain;
    const perSecond = drain.count / seconds;
    const cells = [
      count(drain.count),
      where,
      seconds.toFixed(0),
      perSecond.toFixed(0),
      `${((100 * perSecond) / limit).toFixed(0)}%`,
    ];
    return `| ${[...cells, count(refused), count(repeated), memoryMiB.join(', ')].join(' | ')} |`;
  };
  return `# Bench of notices

Text messages through the whole engine (claim, decision, delivery written down, signed request, answer written down) to a provider that is
a program of its own on the same cores, beside PostgreSQL with fsync on.

## Many at once, at the provider's limit

The provider takes ${limit} a second and refuses what is beyond. Meanwhile one order after the other is paid, four a second: from the gateway's
notification over HTTP to the committed settlement.

| queued at once | jobs in | seconds | a second | of the limit | refused by the provider | sent twice | memory after 1/10, 1/2, 9/10, MiB |
|--:|---|--:|--:|--:|--:|--:|--:|
${drains.map(drained).join('\n')}

| payments settled | orders | median, ms | 95 of 100, ms | longest, ms |
|---|--:|--:|--:|--:|
| with an empty queue | ${delays(quiet)} |
${drains.map(({ where, beside }) => `| beside notices sent by ${where} | ${delays(beside)} |`).join('\n')}

## Without a limit

Notices a second in the middle of so many waiting, and the same rows and requests written by hand, 200 at a time, deciding and pacing nothing.

| waiting | ours | by hand | ratio of times (aim ≤ 2) |
|--:|--:|--:|--:|
${speeds.map(({ depth, ours, byHand }) => `| ${count(depth)} | ${count(ours)} | ${count(byHand)} | **${(byHand / ours).toFixed(2)}** |`).join('\n')}

## An outage of ${count(outage.recipients)} people

Published by one press: answered after ${outage.answeredMs.toFixed(0)} ms; a recipient, a log line and a notice for each were there after
${outage.seconds.toFixed(1)} s (${count(outage.recipients / outage.seconds)} a second), in batches of which each stands whole or not at all.

Written by \`npm run bench -- --notices\` on ${cpus().length} × ${cpus()[0]!.model.split(' ').slice(0, 2).join(' ')}, Node ${process.version.slice(1)}. The machine's load average at the end was
${loadavg()[0]!.toFixed(0)}; well above the number of cores, times and ratios waver.
`;
}
