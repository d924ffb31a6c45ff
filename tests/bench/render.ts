import { cpus, loadavg } from 'node:os';
import type { Measured } from './rounds.ts';

/** 300 MB. */
const aimMiB = 286;

/** Said in words, since a table hides it. */
function missedBy(rows: Measured[]): string {
  const slow = rows.filter(({ ratio, aim }) => ratio < aim).map(({ what }) => what);
  const large = rows.filter(({ peakMiB }) => peakMiB > aimMiB).map(({ what }) => what);
  const said = (aim: string, whats: string[]) =>
    whats.length ? `\nMissed, ${aim}: ${whats.join('; ')}.` : '';
  return said('the ratio', slow) + said('the memory', large);
}

/** The table as Markdown. */
export function render(rows: Measured[], run: { rounds: number }): string {
  const lines = rows.map(row =>
    [
      row.what,
      row.perSecond.toFixed(0),
      row.floor,
      row.floorPerSecond.toFixed(0),
      `**${row.ratio.toFixed(2)}** (${row.lowest.toFixed(2)}–${row.highest.toFixed(2)})`,
      `≥ ${row.aim.toFixed(1)}`,
      row.p50Ms.toFixed(1),
      row.p99Ms.toFixed(1),
      row.serverCpuMs.toFixed(2),
      row.postgresCpuMs.toFixed(2),
      row.peakMiB,
      row.requests,
    ].join(' | '),
  );
  return `# Benchmarks

| what | a second | its floor | a second | ratio (least–greatest) | aim | p50 ms | p99 ms | server CPU ms | PostgreSQL CPU ms | peak MiB | requests |
|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
${lines.map(line => `| ${line} |`).join('\n')}

Peak is the most memory the server's process held during the figure's rounds (aim: under 300 MB, which are ${aimMiB} MiB).
${missedBy(rows)}

Written by \`npm run bench\` on ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}. PostgreSQL (fsync and synchronous_commit on), the
server, the sandbox and the load share these cores. Each figure is the median of ${run.rounds} rounds taken by turns with its floor, after
a round to warm up; the ratio within a round is what counts, and CPU is per request. The machine's load
average at the end was ${loadavg()[0]!.toFixed(0)}; well above the number of cores, ratios waver. How it is measured, and what limits it: [tests/bench](../tests/bench/README.md).
`;
}
