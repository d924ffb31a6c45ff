/**
 * What a run has left to chance, and chance has not brought: errands are led to it until it has happened often enough. Nothing
 * that is asserted becomes weaker by it; a fault is still only one that really happened.
 */
import { rarestAsked } from './crash-plan.ts';
import { type FaultCount, isSame } from './fault-counts.ts';
import {
  askedDeaths,
  type CrashPoint,
  crashPoints,
  type FaultRule,
  leastAskedDeaths,
  sandboxRules,
} from './faults.ts';
import type { Machine } from './machine.ts';
import type { Players } from './players/all.ts';
import { type Aim, type Errand, leastOf, type Mishap, mishaps } from './players/player.ts';

const channelOf: Record<string, string> = {
  'wechat-pay': 'wechat',
  alipay: 'alipay',
  unionpay: 'online-bank',
  acquirer: 'pos',
  'sms-operator': 'sms',
  'debit-bank': 'bank-debit',
};
const aims: Record<string, Aim> = {
  query: 'give-up',
  close: 'give-up',
  refund: 'refund',
  'notify-refund': 'refund',
  'pre-notify': 'agreement',
  debit: 'agreement',
  'notify-agreement': 'agreement',
};
const errandToFault = ({ gateway, on }: FaultCount): Errand =>
  on === 'cancel' ? { channel: 'counter', aim: 'give-up' } : { channel: channelOf[gateway]!, aim: aims[on] };

const errandToPoint: Record<CrashPoint, Errand> = {
  'notification-stored': { channel: 'web-hall' },
  'gateway-answered': { channel: 'web-hall' },
  'refund-in-flight': { channel: 'alipay', aim: 'refund' },
  'partner-message-stored': { channel: 'postal' },
  'desk-took': { channel: 'counter' },
  'acquirer-answered': { channel: 'pos' },
  'kiosk-booking': { channel: 'kiosk' },
  'card-redeemed': { channel: 'recharge-card' },
  'sms-stored': { channel: 'sms' },
  'sms-handled': { channel: 'sms' },
  'debit-file-written': { channel: 'bank-debit' },
  'debit-result-stored': { channel: 'bank-debit' },
  'debit-row-booked': { channel: 'bank-debit' },
  'debit-told': { channel: 'wechat', aim: 'agreement' },
  'debit-written': { channel: 'alipay', aim: 'agreement' },
  'debit-answered': { channel: 'alipay', aim: 'agreement' },
};

/** The hall's jobs have their own pace: some of what an errand begins happens a minute later. */
const pauseMs = 5_000;
const patienceMs = 900_000;

export interface Steering {
  machine: Machine;
  players: Players;
  serverKills: number;
  seed: number;
  faults(): Promise<FaultCount[]>;
  /** So many payments at the gateways are still to come. */
  unpaid(): Promise<number>;
  /** Servers die from now on wherever they have not died yet. */
  hurry(): void;
  say(line: string): void;
}

export async function steer(steering: Steering): Promise<void> {
  const { machine, players, serverKills, say } = steering;
  const end = Date.now() + patienceMs;
  let { seed } = steering;
  steering.hurry();
  if (deathsMissing(machine, serverKills).length > 0) await machine.killServer();
  while (Date.now() < end) {
    const counts = await steering.faults();
    const unpaid = await steering.unpaid();
    const missing = [
      ...counts
        .filter(({ done, wanted }) => done < wanted)
        .map(fault => ({
          name: `${fault.gateway} ${fault.on} ${fault.fault}`,
          errand: errandToFault(fault),
        })),
      ...deathsMissing(machine, serverKills),
      ...mishapsMissing(players),
      ...(unpaid > 0
        ? [{ name: `${unpaid} payments at the gateways`, errand: { channel: 'web-hall' } }]
        : []),
    ];
    if (missing.length === 0) return;
    await machine.sandbox.post('/control/faults', { seed: ++seed, rules: sandboxRules(leftOf(counts)) });
    say(`still to happen: ${missing.map(({ name }) => name).join(', ')}`);
    const errands = new Map(missing.map(({ errand }) => [`${errand.channel} ${errand.aim}`, errand]));
    // Two of each: some ways begin only when there are two of them.
    await Promise.all([...errands.values()].flatMap(errand => [players.play(errand), players.play(errand)]));
    await new Promise(done => setTimeout(done, pauseMs));
  }
}

/** What has not happened often enough happens at the next occasion. */
const leftOf = (counts: readonly FaultCount[]) => (rule: FaultRule) => {
  const count = counts.find(each => isSame(each, rule));
  return count ? Math.max(0, count.wanted - count.done) : 0;
};

interface Missing {
  name: string;
  errand: Errand;
}

function deathsMissing({ serverDeaths }: Machine, serverKills: number): Missing[] {
  const deathsAt = (point: string) => serverDeaths.get(point) ?? 0;
  const fresh = crashPoints.filter(point => deathsAt(point) === 0);
  if (fresh.length > 0) return fresh.map(point => ({ name: point, errand: errandToPoint[point] }));
  const askedLeft = leastAskedDeaths(serverKills) - askedDeaths(deathsAt);
  if (askedLeft > 0)
    return rarestAsked(deathsAt).map(point => ({
      name: `${askedLeft} deaths, ${point}`,
      errand: errandToPoint[point],
    }));
  const named = crashPoints.reduce((sum, point) => sum + deathsAt(point), 0);
  return named < serverKills
    ? [{ name: `${serverKills - named} deaths`, errand: { channel: 'web-hall' } }]
    : [];
}

const mishapsMissing = ({ errands }: Players): Missing[] =>
  Object.entries(errands).flatMap(([channel, { done, mishaps: happened }]) =>
    (Object.keys(mishaps) as Mishap[])
      .filter(kind => (happened[kind] ?? 0) < leastOf(channel, kind, done))
      .map(kind => ({ name: `${channel} ${kind}`, errand: { channel } })),
  );
