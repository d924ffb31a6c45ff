/** Everybody who pays, and who pays next. */
import type pg from 'pg';
import { paymentStory } from '../../integration/payments/story.ts';
import type { MovingClock } from '../../support/moving-clock.ts';
import type { Machine } from '../machine.ts';
import { hallOf } from '../outside.ts';
import { openCards } from './cards.ts';
import { openDebits } from './debits.ts';
import { openDesk } from './desk.ts';
import { openPartners } from './partners.ts';
import type { Errand, Mishap, Player, Stage } from './player.ts';
import { openTexts } from './texts.ts';
import { openWallets } from './wallets.ts';

/** Of a hundred errands. Ways with a gateway have more: most that can go wrong goes wrong there. */
const shares: Record<string, number> = {
  'web-hall': 24,
  wechat: 7,
  alipay: 12,
  app: 5,
  'online-bank': 7,
  agent: 4,
  postal: 3,
  'mobile-bank': 3,
  'financial-terminal': 3,
  'bank-counter': 4,
  'bank-kiosk': 3,
  'wechat-bill': 4,
  counter: 6,
  kiosk: 4,
  pos: 4,
  'recharge-card': 3,
  'bank-debit': 3,
  sms: 2,
};
export const allChannels = Object.keys(shares);

/** For errands beyond the plan. */
const spareCards = 60;

export interface Players {
  all: readonly Player[];
  /** The ways to pay, one an errand, well mixed. */
  plan: readonly string[];
  errands: Record<string, { done: number; mishaps: Partial<Record<Mishap, number>> }>;
  broken: string[];
  play(errand: Errand): Promise<void>;
  finish(): Promise<void>;
  close(): void;
}

interface Setting {
  machine: Machine;
  owner: pg.Pool;
  clock: MovingClock;
  random: () => number;
  ca: string;
}

export async function openPlayers(
  { machine, owner, clock, random, ca }: Setting,
  count: number,
): Promise<Players> {
  const hall = hallOf(machine, owner);
  const errands: Players['errands'] = Object.fromEntries(
    allChannels.map(channel => [channel, { done: 0, mishaps: {} }]),
  );
  const broken: string[] = [];
  const stage: Stage = {
    hall,
    random,
    clock,
    mishap(channel, kind) {
      const { mishaps } = errands[channel]!;
      mishaps[kind] = (mishaps[kind] ?? 0) + 1;
    },
  };
  const plan = planOf(count, random);
  const finance = await paymentStory(hall).staff('finance');
  const wallets = await openWallets(stage, finance);
  const withCard = plan.filter(channel => channel === 'recharge-card' || channel === 'sms').length;
  const cards = await openCards(stage, withCard + spareCards);
  const [partners, ...others] = await Promise.all([
    openPartners(stage, ca),
    openDesk(stage),
    openDebits(stage),
    openTexts(stage, wallets, cards),
  ]);
  const all: Player[] = [wallets, cards, partners, ...others];
  const playerOf = (channel: string) => all.find(({ channels }) => channels.includes(channel))!;
  return {
    all,
    plan,
    errands,
    broken,
    async play({ channel, aim }) {
      for (let tries = 1; ; tries++) {
        try {
          await playerOf(channel).play(channel, aim);
          errands[channel]!.done += 1;
          return;
        } catch (error) {
          // The scene is set in the database itself, before any money moves. While it is down somebody else comes later.
          if (tries === 60 || !isOfTheDatabase(error)) return void broken.push(`${channel}: ${error}`);
          await new Promise(done => setTimeout(done, 1_000));
        }
      }
    },
    async finish() {
      await Promise.all(all.map(player => player.finish?.()));
    },
    close: () => partners.close(),
  };
}

const isOfTheDatabase = (error: unknown): boolean =>
  /terminat|ECONNREFUSED|ECONNRESET|starting up|not yet accepting|recovery mode|shutting down/.test(
    String(error),
  );

/** Every way by its share, at least twice, in an order of chance. */
function planOf(count: number, random: () => number): string[] {
  const plan = allChannels.flatMap(channel => {
    const times = Math.max(2, Math.round((count * shares[channel]!) / 100));
    return Array.from({ length: times }, () => channel);
  });
  for (let index = plan.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [plan[index], plan[other]] = [plan[other]!, plan[index]!];
  }
  return plan;
}
