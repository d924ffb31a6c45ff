/** `npm run chaos [-- --payments 4000 --seed 1]`: the full fault proof, by so many errands; writes its tables to docs/chaos.md. */
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { endOutsideDemo } from '../support/demo-only.ts';
import { writeFigures } from '../support/made-of.ts';

await endOutsideDemo();
const { values } = parseArgs({
  options: { payments: { type: 'string', default: '4000' }, seed: { type: 'string', default: '1' } },
});
await build(['prisma'], { say: line => console.log(line) });
// What follows imports what has just been made.
const [{ runChaos }, { describe }, { shortfallsOf }] = await Promise.all([
  import('./chaos.ts'),
  import('./describe.ts'),
  import('./shortfalls.ts'),
]);
const payments = Number(values.payments);
// The other half pays by ways without a gateway, gives up or takes back.
const successes = Math.floor(payments / 2);
const [serverKills, databaseKills] = [Math.max(20, Math.round(payments * 0.03)), 3];
const report = await runChaos({
  payments,
  successes,
  serverKills,
  databaseKills,
  seed: Number(values.seed),
  thorough: true,
  say: line => console.log(line),
});
const missing = shortfallsOf(report, { successes, serverKills, databaseKills });
const text = describe(report, missing);
console.log(text);
writeFigures('docs/chaos.md', text);
process.exit(missing.length > 0 ? 1 : 0);
