/** `npm run bench`: ratios measured in one run, printed and written to docs/bench.md. */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Measured, makeHomes, measureLookUps, measureSettlement, measureStarts } from './measure.ts';
import { setStage } from './stage.ts';

const { values } = parseArgs({ options: { scale: { type: 'string', default: '1' } } });
const scaled = (count: number) => Math.max(50, Math.round(count * Number(values.scale)));
const stage = await setStage();
try {
  console.log('making homes …');
  const homes = await makeHomes(stage, scaled(2000));
  const forAlipay = homes.slice(0, scaled(600));
  const forWechat = homes.slice(scaled(600), scaled(1300));
  const byHand = homes.slice(scaled(1300));
  const rows: Measured[] = [];
  const add = (row: Measured) => {
    console.log(
      `${row.what}: ${row.perSecond.toFixed(0)}/s, ratio ${(row.perSecond / row.floorPerSecond).toFixed(2)}`,
    );
    rows.push(row);
  };
  add(await measureLookUps(stage, homes, scaled(6000)));
  add(await measureStarts(stage, forAlipay, 'alipay'));
  add(await measureStarts(stage, forWechat, 'wechat'));
  add(await measureSettlement(stage, forWechat, byHand));
  const text = table(rows, stage.server.usage().peakMiB);
  console.log(text);
  writeFileSync('docs/bench.md', text);
} finally {
  await stage.close();
}
process.exit(0);

function table(rows: Measured[], peakMiB: number): string {
  const lines = rows.map(row =>
    [
      row.what,
      row.perSecond.toFixed(0),
      row.floor,
      row.floorPerSecond.toFixed(0),
      (row.perSecond / row.floorPerSecond).toFixed(2),
      `≥ ${row.aim}`,
      row.p50Ms.toFixed(1),
      row.p99Ms.toFixed(1),
      row.cpuMsPerRequest.toFixed(2),
    ].join(' | '),
  );
  return `# Benchmarks

\`npm run bench\` on ${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}: PostgreSQL (fsync and synchronous_commit on), server, sandbox and
load generator share these cores. Each figure stands beside its floor from the same run; the ratio is what counts.

| what | a second | floor | a second | ratio | aim | p50 ms | p99 ms | CPU ms a request |
|---|---|---|---|---|---|---|---|---|
${lines.map(line => `| ${line} |`).join('\n')}

Peak memory of the server process: ${peakMiB} MiB (aim: under 300).
`;
}
