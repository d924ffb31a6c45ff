/**
 * `npm run bench -- --notices`: notices by text message, written to docs/bench-notices.md. First a hundred thousand at once at the
 * provider's limit, with payments settled beside them; then an outage of as many homes; then how fast notices go without a limit, beside
 * the same rows and requests by hand, with ten thousand to a million waiting.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { writeFigures } from '../support/made-of.ts';
import { sendByHand } from './floor-notices.ts';
import { makeTown } from './homes.ts';
import { queueNotices, settlePeople } from './notice-town.ts';
import { publishOutage } from './outage-publication.ts';
import { probePayments } from './payment-probe.ts';
import { makePending, type PendingPayment } from './pending-payments.ts';
import { type Drain, renderNotices, type Speed } from './render-notices.ts';
import { type Program, type Stage, setStage, startProgram } from './stage.ts';

interface Seen {
  taken: number;
  refused: number;
  repeated: number;
}

const limit = 300;
const unlimited = 10_000;
const sampled = 5_000;

const provider = (perSecond: number) =>
  startProgram('tests/bench/notice-provider.ts', /provider listening (\S+)/, {}, [], [String(perSecond)]);
const seenBy = async ({ url }: Program) => (await (await fetch(`${url}/seen`)).json()) as Seen;

/** @param deepest the most notices that wait while the speed is taken */
export async function benchNotices(most: number, deepest: number): Promise<void> {
  const slow = await provider(limit);
  const paced = { SMS_BASE_URL: slow.url, SMS_PER_SECOND: String(limit) };
  const stage = await setStage(undefined, paced);
  try {
    const bills = await makeTown(stage.ownerUrl, 300, 12);
    await settlePeople(stage.owner, most);
    const orders = await makePending(stage.owner, bills);
    const quietUntil = Date.now() + 30_000;
    const quiet = await probePayments(stage, orders, () => Date.now() < quietUntil);
    const worker = await stage.worker({});
    const drain = { ...(await drained(stage, slow, most, orders, worker)), where: 'a worker of their own' };
    console.log(JSON.stringify({ quiet, drain }));
    const outage = await publishOutage(stage, most);
    console.log(JSON.stringify(outage));
    await worker.stop();
    await stage.owner.query('TRUNCATE notices CASCADE');
    await stage.restart({ JOBS_IN_SERVER: 'true' });
    const inOne = {
      ...(await drained(stage, slow, most / 10, orders, stage.server)),
      where: 'the server itself',
    };
    await stage.restart({ JOBS_IN_SERVER: 'false' });
    const speeds: Speed[] = [];
    for (const depth of [10_000, 100_000, 1_000_000].filter(count => count <= deepest)) {
      const speed = await speedAt(stage, depth);
      console.log(JSON.stringify(speed));
      speeds.push(speed);
    }
    const text = renderNotices({ limit, quiet, drains: [drain, inOne], speeds, outage });
    console.log(text);
    if (most >= 100_000) writeFigures('docs/bench-notices.md', text);
  } finally {
    await stage.close();
    await slow.stop();
  }
}

/** So many at once, beside payments; `sender` is the program whose memory is looked at. */
async function drained(
  stage: Stage,
  slow: Program,
  count: number,
  orders: PendingPayment[],
  sender: Program,
): Promise<Omit<Drain, 'where'>> {
  const before = await seenBy(slow);
  await queueNotices(stage.owner, 'bill-issued', count, `drain-${count}`);
  const began = performance.now();
  const memory: number[] = [];
  let done = false;
  const probing = probePayments(stage, orders, () => !done);
  for (;;) {
    const { taken } = await seenBy(slow);
    memory.push(stage.memoryMiB(sender));
    if (taken - before.taken >= count) break;
    if (performance.now() - began > 180_000 + (count / limit) * 2_000)
      throw new Error(`only ${taken - before.taken} of ${count} sent`);
    await sleep(500);
  }
  const seconds = (performance.now() - began) / 1000;
  done = true;
  const beside = await probing;
  const after = await seenBy(slow);
  const around = (part: number) => {
    const at = Math.floor(memory.length * part);
    return Math.max(...memory.slice(at, at + Math.ceil(memory.length / 10)));
  };
  return {
    count,
    seconds,
    refused: after.refused - before.refused,
    repeated: after.repeated - before.repeated,
    beside,
    memoryMiB: [around(0.1), around(0.5), around(0.89)],
  };
}

/** Notices a second without a limit, in the middle of so many waiting; and the same by hand. */
async function speedAt(stage: Stage, depth: number): Promise<Speed> {
  const fast = await provider(unlimited);
  try {
    await stage.owner.query('TRUNCATE notices CASCADE');
    await queueNotices(stage.owner, 'dunning-reminder', depth, `depth-${depth}`);
    const byHand = await sendByHand(stage.appUrl, fast.url, sampled);
    const before = (await seenBy(fast)).taken;
    await stage.restart({
      JOBS_IN_SERVER: 'true',
      SMS_BASE_URL: fast.url,
      SMS_PER_SECOND: String(unlimited),
    });
    const began = await reached(fast, before + 500);
    const ended = await reached(fast, before + 500 + sampled / 2);
    await stage.restart({ JOBS_IN_SERVER: 'false' });
    return { depth, ours: (ended.taken - began.taken) / ((ended.at - began.at) / 1000), byHand };
  } finally {
    await fast.stop();
  }
}

async function reached(fast: Program, count: number): Promise<{ taken: number; at: number }> {
  for (;;) {
    const { taken } = await seenBy(fast);
    if (taken >= count) return { taken, at: performance.now() };
    await sleep(20);
  }
}
