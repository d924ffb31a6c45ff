/** `npm run bench`: ratios measured in one run, printed and written to docs/bench.md. */
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { endOutsideDemo } from '../support/demo-only.ts';
import { writeFigures } from '../support/made-of.ts';
import type { OpenBill } from './homes.ts';
import type { Comparison, Measured } from './rounds.ts';
import type { Stage } from './stage.ts';

await endOutsideDemo();
const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string' },
    profile: { type: 'string' },
    /** A day's file instead of requests; see reconciliation.ts. */
    reconciliation: { type: 'boolean', default: false },
    /** Files of direct debits instead of requests; see debit-files.ts. */
    'debit-files': { type: 'boolean', default: false },
    /** A sweep of alerts over a town; see alert-sweep.ts. */
    'alert-sweep': { type: 'boolean', default: false },
    /** The refresh of a town's estimates; see estimates.ts. */
    estimates: { type: 'boolean', default: false },
    /** Inbox and board over many open cases; see applications.ts. */
    applications: { type: 'boolean', default: false },
    /** Queue and search over two hundred thousand cases; see cases.ts. */
    cases: { type: 'boolean', default: false },
    /** A hundred thousand notices at once, beside payments; an outage of as many homes; see notices.ts. */
    notices: { type: 'boolean', default: false },
    /** A thousand people in the chat at once, and a restart amid it; see chat.ts. */
    chat: { type: 'boolean', default: false },
    /** `npm start`, the first time and after; see start.ts. */
    start: { type: 'boolean', default: false },
    /** A large town filled; see seed-town.ts. */
    seed: { type: 'boolean', default: false },
    rows: { type: 'string', default: '1000000' },
  },
});
await build(['prisma'], { say: line => console.log(line) });
// What follows imports what has just been made.
if (values.reconciliation) {
  const { benchReconciliation } = await import('./reconciliation.ts');
  endWith(await benchReconciliation(Number(values.rows), Math.min(3, Number(values.rounds))));
}
if (values.start) {
  const { benchStart } = await import('./start.ts');
  endWith(await benchStart(Number(values.rounds)));
}
if (values.seed) {
  const { benchSeed } = await import('./seed-town.ts');
  endWith(await benchSeed(Math.min(200_000, Number(values.rows))));
}
if (values['debit-files']) {
  const { benchDebitFiles } = await import('./debit-files.ts');
  await benchDebitFiles(Math.min(20_000, Number(values.rows)), Math.min(3, Number(values.rounds)));
  process.exit(0);
}
if (values['alert-sweep']) {
  const { benchAlertSweep } = await import('./alert-sweep.ts');
  await benchAlertSweep(Number(values.rows), Math.min(3, Number(values.rounds)));
  process.exit(0);
}
if (values.estimates) {
  const { benchEstimates } = await import('./estimates.ts');
  await benchEstimates(Number(values.rows), Math.min(3, Number(values.rounds)));
  process.exit(0);
}
if (values.applications) {
  const { benchApplications } = await import('./applications.ts');
  await benchApplications(Math.min(100_000, Number(values.rows)), Math.min(3, Number(values.rounds)));
  process.exit(0);
}
if (values.cases) {
  const { benchCases } = await import('./cases.ts');
  await benchCases(Math.min(200_000, Number(values.rows)), Math.min(3, Number(values.rounds)));
  process.exit(0);
}
if (values.notices) {
  const { benchNotices } = await import('./notices.ts');
  await benchNotices(Math.min(100_000, Number(values.rows)), Math.max(10_000, Number(values.rows)));
  process.exit(0);
}
if (values.chat) {
  const { benchChat } = await import('./chat.ts');
  await benchChat(Math.min(1_000, Number(values.rows)), Number(values.rounds) * 6);
  process.exit(0);
}
const [
  { agency },
  { makeTown },
  { lookUps },
  { render },
  { compare },
  { settlements },
  { setStage },
  { starts },
] = await Promise.all([
  import('./agency.ts'),
  import('./homes.ts'),
  import('./look-ups.ts'),
  import('./render.ts'),
  import('./rounds.ts'),
  import('./settlements.ts'),
  import('./stage.ts'),
  import('./starts.ts'),
]);
const rounds = Number(values.rounds);
const scaled = (count: number) => Math.max(50, Math.round(count * Number(values.scale)));
const perRound = {
  lookUps: scaled(5_000),
  alipay: scaled(1_200),
  wechat: scaled(500),
  ours: scaled(3_000),
  theirs: scaled(2_000),
  agency: scaled(1_000),
  agencyFloor: scaled(1_000),
};

/** Hands out bills of which none is paid twice. */
function dealer(bills: OpenBill[]) {
  let dealt = 0;
  return (count: number) => () => {
    dealt += count;
    return bills.slice(dealt - count, dealt);
  };
}

async function measure(stage: Stage): Promise<Measured[]> {
  const { alipay, wechat, ours, theirs, agency: pairs, agencyFloor } = perRound;
  const wanted = (alipay + wechat + ours + theirs + pairs + agencyFloor) * (rounds + 1);
  const months = 12;
  console.log(`making ${wanted} bills …`);
  const bills = await makeTown(stage.ownerUrl, Math.ceil(wanted / months), months);
  const deal = dealer(bills);
  const looking = await lookUps(stage, bills, perRound.lookUps);
  const comparisons: Record<string, Comparison> = {
    'look-ups': looking,
    alipay: starts(stage, 'alipay', deal(alipay)),
    wechat: starts(stage, 'wechat', deal(wechat)),
    settlements: settlements(stage, deal(ours), deal(theirs)),
    agency: await agency(stage, deal(pairs), deal(agencyFloor)),
  };
  const measured: Measured[] = [];
  try {
    for (const [name, comparison] of Object.entries(comparisons)) {
      if (values.only && values.only !== name) continue;
      const row = await compare(stage, rounds, comparison);
      console.log(
        `${row.what}: ${row.perSecond.toFixed(0)} a second, ratio ${row.ratio.toFixed(2)}, peak ${row.peakMiB} MiB`,
      );
      measured.push(row);
    }
  } finally {
    await looking.close();
  }
  return measured;
}

const stage = await setStage(values.profile);
try {
  const text = render(await measure(stage), { rounds });
  console.log(text);
  if (!values.only && values.scale === '1') writeFigures('docs/bench.md', text);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await stage.close();
}
process.exit();

function endWith(missed: readonly string[]): never {
  for (const aim of missed) console.error(`missed: ${aim}`);
  process.exit(missed.length > 0 ? 1 : 0);
}
