/** `npm run chaos [-- --payments 2000 --seed 1]`: the full fault proof; writes its tables to docs/chaos.md. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runChaos } from './chaos.ts';
import { describe } from './describe.ts';
import { shortfallsOf } from './shortfalls.ts';

const { values } = parseArgs({
  options: { payments: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});
const payments = Number(values.payments);
const [serverKills, databaseKills] = [Math.max(20, Math.round(payments * 0.03)), 3];
const report = await runChaos({
  payments,
  serverKills,
  databaseKills,
  seed: Number(values.seed),
  thorough: true,
  say: line => console.log(line),
});
const missing = shortfallsOf(report, { serverKills, databaseKills });
const text = describe(report, missing);
console.log(text);
writeFileSync('docs/chaos.md', text);
process.exit(missing.length > 0 ? 1 : 0);
