/** `npm run chaos [-- --payments 2000 --seed 1]`: the full fault proof; writes its table to docs/chaos.md. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ChaosReport, runChaos } from './chaos.ts';

const { values } = parseArgs({
  options: { payments: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});
const payments = Number(values.payments);
const report = await runChaos({
  payments,
  serverKills: 20,
  databaseKills: 3,
  seed: Number(values.seed),
  say: line => console.log(line),
});
const text = describe(report, payments);
console.log(text);
writeFileSync('docs/chaos.md', text);
const failed =
  report.count.differences.length > 0 ||
  !report.ledger.ok ||
  report.faults.some(fault => fault.done < fault.wanted);
process.exit(failed ? 1 : 0);

function describe(
  { count, faults, serverDeaths, databaseDeaths, ledger, seconds }: ChaosReport,
  asked: number,
): string {
  const yuan = (fen: number) => (fen / 100).toFixed(2);
  return `# Fault proof

\`npm run chaos\`: ${asked} errands of residents (pay, give up, cancel, two people paying one bill, refunds) through a misbehaving sandbox, on a
PostgreSQL with fsync on. Took ${seconds} s.

| | at the sandbox | on our books |
|---|---|---|
| successes | ${count.paidAtSandbox} (¥${yuan(count.paidFen)}) | ${count.collections} collections, ${count.postings} ledger transactions (¥${yuan(count.collectedFen)}) |
| refunds | ${count.refundsAtSandbox} (¥${yuan(count.refundedAtSandboxFen)}) | ${count.refundsBooked} (¥${yuan(count.refundedBookedFen)}) |
| differences | | ${count.differences.length} |

Server killed (SIGKILL): ${Object.entries(serverDeaths)
    .map(([point, times]) => `${point} ${times}`)
    .join(', ')}. PostgreSQL killed: ${databaseDeaths}.
\`npm run ledger:verify\` afterwards: ${ledger.ok ? 'every balance agrees' : 'DIFFERENCES'}.
${
  count.differences.length
    ? `\n${count.differences
        .slice(0, 50)
        .map(line => `- ${line}`)
        .join('\n')}\n`
    : ''
}
| gateway | on | fault | happened | at least |
|---|---|---|---|---|
${faults.map(fault => `| ${fault.gateway} | ${fault.on} | ${fault.fault} | ${fault.done} | ${fault.wanted} |`).join('\n')}
`;
}
