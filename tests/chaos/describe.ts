/** What a run has shown, as docs/chaos.md. */
import type { ChaosReport } from './chaos.ts';
import { askedCrashPoints, askedDeaths } from './faults.ts';
import { leastOf, type Mishap, mishaps } from './players/player.ts';

const yuan = (fen: number) => (fen / 100).toFixed(2);
const table = (head: string[], rows: (string | number)[][]): string =>
  [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
const kinds = Object.keys(mishaps) as Mishap[];

/** In a sentence, or what falls short. */
function verdict(missing: readonly string[], lostMessages: number): string {
  if (missing.length > 0) return `**Falls short:**\n${missing.map(line => `- ${line}`).join('\n')}`;
  if (lostMessages === 0) return 'Everything agrees.';
  return `All money agrees. Text messages that were lost on their way here, and stand open in their operator's day: ${lostMessages} (see [Files](#files)).`;
}

/** @param missing see shortfalls.ts */
export function describe(report: ChaosReport, missing: string[]): string {
  const { count, files, faults, errands, serverDeaths, databaseDeaths, ledger, seconds } = report;
  const asked = Object.values(errands).reduce((sum, { done }) => sum + done, 0);
  const booked = files.channels.reduce((sum, { payments }) => sum + payments, 0);
  const deaths = Object.entries(serverDeaths).map(([point, times]) => `${point} ${times}`);
  const atAsked = askedDeaths(point => serverDeaths[point] ?? 0);
  const byChannel = new Map(files.channels.map(each => [each.channel, each]));
  const channels = Object.entries(errands).map(([channel, { done, mishaps: happened }]) => {
    const { payments = 0, bookedFen = 0, theirsFen = 0, matched = 0 } = byChannel.get(channel) ?? {};
    const cell = (kind: Mishap) =>
      happened[kind] ? `${happened[kind]} (≥ ${leastOf(channel, kind, done)})` : '';
    return [channel, done, payments, yuan(bookedFen), yuan(theirsFen), matched, ...kinds.map(cell)];
  });
  return `# Fault proof

\`npm run chaos\`: ${asked} errands by all eighteen ways to pay at once, through stand-ins that misbehave, while the server and PostgreSQL (fsync on) are
killed. An errand is one customer's: a bill paid, or paid by two people at once, given up, cancelled, refunded, a wallet told to pay by itself;
partners, machines and clerks repeat themselves, lose answers and take back. Of these errands came ${count.paidAtSandbox} payments at the gateways, and ${booked} by all
ways together.
Chance decides what goes wrong; what it has not brought often enough when everybody has paid, further errands are led to.
At the end every source's file of the day is matched with our books: gateways, acquirer, debit bank and SMS operator write theirs from what their
stand-ins did, partners from what they were told, tills and boxes are counted from what was put in. Then every day is run again and changes nothing. Took ${seconds} s.

${verdict(missing, files.lostMessages)}

${table(
  ['', 'at the gateways', 'on our books'],
  [
    [
      'successes',
      `${count.paidAtSandbox} (¥${yuan(count.paidFen)})`,
      `${count.collections} collections, ${count.postings} ledger transactions (¥${yuan(count.collectedFen)})`,
    ],
    [
      'refunds',
      `${count.refundsAtSandbox} (¥${yuan(count.refundedAtSandboxFen)})`,
      `${count.refundsBooked} (¥${yuan(count.refundedBookedFen)})`,
    ],
    ['differences', '', count.differences.length],
  ],
)}

Server killed (SIGKILL): ${deaths.join(', ')}. At the three that every proof must show (${askedCrashPoints.join(', ')}): ${atAsked}.
PostgreSQL killed: ${databaseDeaths}.
\`npm run ledger:verify\` afterwards: ${ledger.ok ? 'every balance agrees' : 'DIFFERENCES'}.

## Ways to pay

Errands and payments booked; money, less what went back, on our books and in the files from outside; lines of these that agree; and what went
wrong on purpose, with the least it had to: ${kinds.map(kind => `*${kind}* ${mishaps[kind]}`).join('; ')}.

${table(['channel', 'errands', 'payments', 'books, ¥', 'files, ¥', 'lines agree', ...kinds], channels)}

## Files

${table(
  ['source', 'day', 'result', 'lines', 'agree', 'posted by itself', 'open differences'],
  files.sources.map(({ source, day, status, rows, matched, posted, open }) => [
    source,
    day,
    status,
    rows,
    matched,
    posted,
    open,
  ]),
)}

Text messages that came while nobody was there, and that only the operator's file tells of: ${files.lostMessages}. They are the open differences of its day;
their writers asked again, and no money moved with them. Debits by agreement among the payments: ${report.agreementDebits}.

## Faults

${table(
  ['other side', 'on', 'fault', 'happened', 'at least'],
  faults.map(({ gateway, on, fault, done, wanted: least }) => [gateway, on, fault, done, least]),
)}
`;
}
