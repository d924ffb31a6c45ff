/** Who pays by one of the eighteen ways, and what goes wrong there beside what the gateways' stand-ins do wrong. */
import type { BusinessDate } from '../../../server/src/shared/dates.ts';
import type { HallOutside } from '../../support/hall.ts';
import type { MovingClock } from '../../support/moving-clock.ts';

/** What an errand is bent to, instead of leaving it to chance. */
export type Aim = 'refund' | 'agreement' | 'give-up';
export interface Errand {
  channel: string;
  aim?: Aim | undefined;
}

export interface Player {
  /** The ways to pay it plays. */
  channels: readonly string[];
  /** One errand by one of them, whatever happens on the way. */
  play(channel: string, aim?: Aim): Promise<void>;
  /** Faults are off, nothing is killed any more: closes what it has begun, a till, a box, a batch. */
  finish?(): Promise<void>;
  /** The day is over: brings the file of what it did, by its own records. Says of which sources. */
  handIn?(hall: HallOutside, day: BusinessDate): Promise<void>;
}

export interface Stage {
  hall: HallOutside;
  random: () => number;
  clock: MovingClock;
  /** Counts what was done wrong on purpose: a message sent twice, an answer not heard. */
  mishap(channel: string, kind: Mishap): void;
}

export const mishaps = {
  repeated: 'the same message again, or many at the same moment',
  unheard: 'the answer not heard, so undone or asked for',
  forged: 'under another key, with a wrong secret, by a stranger',
  undone: 'taken back',
  refused: 'refused by the other side',
} as const;
export type Mishap = keyof typeof mishaps;

/** What each way must at least have seen of each, in a hundred errands of that way. */
const wanted: Record<string, Partial<Record<Mishap, number>>> = {
  agent: { repeated: 10, unheard: 3, forged: 3, undone: 3 },
  postal: { repeated: 10, unheard: 3, forged: 3, undone: 3 },
  'mobile-bank': { repeated: 10, unheard: 3, forged: 3, undone: 3 },
  'financial-terminal': { repeated: 10, unheard: 3, forged: 3, undone: 3 },
  'bank-counter': { repeated: 10, unheard: 3, forged: 3, undone: 3 },
  'bank-kiosk': { repeated: 10, unheard: 3, forged: 3, undone: 3 },
  'wechat-bill': { repeated: 10, forged: 3, undone: 3 },
  counter: { repeated: 5, unheard: 5, undone: 3, refused: 3 },
  kiosk: { repeated: 5, unheard: 5, forged: 3 },
  pos: { repeated: 5, unheard: 3, undone: 3, refused: 3 },
  'recharge-card': { repeated: 5, forged: 3 },
  'bank-debit': { refused: 5 },
  sms: { forged: 3, repeated: 3 },
};

/** How often a mishap must have happened to a channel that had so many errands. */
export const leastOf = (channel: string, kind: Mishap, errands: number): number =>
  Math.floor(((wanted[channel]?.[kind] ?? 0) * errands) / 100);
