import { randomUUID } from 'node:crypto';
import type { FaultRule, Gateway } from '../state/records.ts';
import type { Store } from '../state/store.ts';
import { appliesTo, FAULTS, type Stage } from './catalogue.ts';

export interface Occasion {
  gateway: Gateway;
  on: string;
  outTradeNo?: string;
}

/** One step of mulberry32: a 32-bit state in, the next state and a number in [0, 1) out. */
function draw(state: number): { next: number; value: number } {
  const next = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(next ^ (next >>> 15), 1 | next);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return { next, value: ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 };
}

function seedOf(seed: number, position: number): number {
  return draw(Math.imul(seed | 0, 0x9e3779b1) ^ position).next;
}

/** Which misbehaviour is due on an occasion, and how often each was really done. */
export class Faults {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** Rules draw from their own sequences, so adding a rule does not change what the others do. */
  setRules(rules: Omit<FaultRule, 'id' | 'random'>[], seed: number, keep: boolean): FaultRule[] {
    if (!keep) for (const rule of this.rules()) this.store.remove('faultRule', rule.id);
    const offset = this.rules().length;
    rules.forEach((rule, position) => {
      const full = { ...rule, id: randomUUID(), random: seedOf(seed, offset + position) };
      this.store.put('faultRule', full.id, full);
    });
    return this.rules();
  }

  rules(): FaultRule[] {
    return this.store.all('faultRule');
  }

  /** The first rule that fires at this stage, used up by one. The caller reports it with `done`. */
  take(stage: Stage, occasion: Occasion): FaultRule | undefined {
    const names: readonly string[] = FAULTS[stage];
    for (const rule of this.rules()) {
      if (!names.includes(rule.fault) || !matches(rule, occasion)) continue;
      if (this.fires(rule)) return rule;
    }
    return undefined;
  }

  /** Counts a misbehaviour that was really carried out. */
  done(occasion: Occasion, fault: string): void {
    const key = `${occasion.gateway} ${occasion.on} ${fault}`;
    const count = (this.store.get('faultCount', key)?.count ?? 0) + 1;
    this.store.put('faultCount', key, { key, count });
  }

  counts(): { gateway: string; on: string; fault: string; count: number }[] {
    return this.store.all('faultCount').map(({ key, count }) => {
      const [gateway = '', on = '', fault = ''] = key.split(' ');
      return { gateway, on, fault, count };
    });
  }

  private fires(rule: FaultRule): boolean {
    if (rule.count === 0) return false;
    if (rule.skip) {
      this.store.put('faultRule', rule.id, { ...rule, skip: rule.skip - 1 });
      return false;
    }
    const { next, value } = draw(rule.random);
    const fires = value < rule.probability;
    const left = rule.count === undefined ? undefined : rule.count - (fires ? 1 : 0);
    this.store.put('faultRule', rule.id, { ...rule, random: next, count: left });
    return fires;
  }
}

function matches(rule: FaultRule, occasion: Occasion): boolean {
  return (
    appliesTo(rule.fault, occasion.gateway) &&
    (rule.gateway === '*' || rule.gateway === occasion.gateway) &&
    (rule.on === '*' || rule.on === occasion.on) &&
    (rule.outTradeNo === undefined || rule.outTradeNo === occasion.outTradeNo)
  );
}
