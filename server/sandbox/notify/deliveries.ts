import { randomUUID } from 'node:crypto';
import { faultDelay } from '../faults/timing.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Attempt, Delivery, FaultRule } from '../state/records.ts';
import { type Notifier, post } from './raw-request.ts';

export type NewDelivery = Pick<
  Delivery,
  'gateway' | 'kind' | 'outTradeNo' | 'outRefundNo' | 'url' | 'eventId' | 'facts'
>;

/** Sends notifications, retries them by the gateway's schedule, and misbehaves when told to. */
export class Deliveries {
  private readonly sandbox: Sandbox;
  private readonly notifiers: Record<Delivery['gateway'], Notifier>;
  private readonly inFlight = new Set<Promise<unknown>>();
  /** Deliveries held back by `reorder` until a younger one has gone out. */
  private held: string[] = [];

  constructor(sandbox: Sandbox, notifiers: Record<Delivery['gateway'], Notifier>) {
    this.sandbox = sandbox;
    this.notifiers = notifiers;
  }

  notifier(gateway: Delivery['gateway']): Notifier {
    return this.notifiers[gateway];
  }

  /** Takes up what was pending when the process ended. */
  resume(): void {
    for (const delivery of this.sandbox.store.all('delivery')) {
      if (delivery.state !== 'pending') continue;
      const wait = Math.max(0, Date.parse(delivery.nextAt ?? '') - Date.now() || 0);
      this.sandbox.later(
        wait,
        () => void (delivery.ahead ? this.begin(delivery.id) : this.attempt(delivery.id)),
      );
    }
  }

  /** Records the event and starts sending; resolves when the first attempt is over (or was put off). */
  async send(fresh: NewDelivery): Promise<Delivery> {
    return this.started(newDelivery(fresh, 0));
  }

  /** Records an event that lies ahead: a killed sandbox still tells of it when it is there again. */
  sendLater(fresh: NewDelivery, waitMs: number): void {
    const delivery: Delivery = { ...newDelivery(fresh, waitMs), ahead: true };
    this.save(delivery);
    this.sandbox.later(waitMs, () => void this.begin(delivery.id));
  }

  private async begin(id: string): Promise<void> {
    const delivery = this.sandbox.store.get('delivery', id);
    if (!delivery?.ahead) return;
    const { ahead: _, ...present } = delivery;
    await this.started(present);
  }

  private async started(delivery: Delivery): Promise<Delivery> {
    const occasion = occasionOf(delivery);
    const rule = this.sandbox.faults.take('delivery', occasion);
    if (rule) {
      delivery.fault = rule.fault;
      if (rule.fault === 'wrong-amount') delivery.facts = { ...delivery.facts, deltaFen: rule.deltaFen ?? 1 };
      if (rule.fault === 'failed-receipt') {
        delivery.facts = { ...delivery.facts, failCode: rule.code, failText: rule.message };
      }
      this.sandbox.faults.done(occasion, rule.fault);
    }
    this.save(delivery);
    this.notifiers[delivery.gateway].happened?.(delivery);
    await this.firstAttempts(delivery, rule);
    return this.sandbox.store.get('delivery', delivery.id) ?? delivery;
  }

  private async firstAttempts(delivery: Delivery, rule: FaultRule | undefined): Promise<void> {
    const { id } = delivery;
    switch (rule?.fault) {
      case 'drop':
        this.save({ ...delivery, state: 'dropped', nextAt: undefined });
        return;
      case 'delay':
        this.putOff(delivery, faultDelay(rule, 2000));
        return;
      case 'reorder':
        // Released by the next notification that goes out, or after a while when none follows.
        this.held.push(id);
        this.putOff(delivery, faultDelay(rule, 3000));
        return;
      case 'duplicate':
        for (let copy = 1; copy < (rule.copies ?? 2); copy++) await this.attempt(id, true);
        break;
      case 'duplicate-concurrent':
        await Promise.all(
          Array.from({ length: (rule.copies ?? 2) - 1 }, () => this.attempt(id, true)).concat(
            this.attempt(id),
          ),
        );
        return;
      case 'signtest':
        await this.attempt(id, true, 'signtest');
        break;
    }
    await this.attempt(id);
    this.releaseHeld();
  }

  /** One POST. Extra copies (`probe`) neither settle the delivery nor use up a retry. */
  async attempt(id: string, probe = false, forced?: string): Promise<void> {
    const work = this.run(id, probe, forced);
    this.inFlight.add(work);
    await work.finally(() => this.inFlight.delete(work));
  }

  private async run(id: string, probe: boolean, forced: string | undefined): Promise<void> {
    const before = this.sandbox.store.get('delivery', id);
    if (!before || (before.state !== 'pending' && !probe)) return;
    const occasion = occasionOf(before);
    const rule = forced ? forcedRule(forced) : this.sandbox.faults.take('attempt', occasion);
    const notifier = this.notifiers[before.gateway];
    const attempt: Attempt = { at: new Date().toISOString(), status: 0, ms: 0, accepted: false };
    if (rule) attempt.fault = rule.fault;
    const began = performance.now();
    try {
      const request = await notifier.build(before, rule);
      if (rule && !forced) this.sandbox.faults.done(occasion, rule.fault);
      const answer = await post(request, this.sandbox.settings().notifyTimeoutMs);
      attempt.status = answer.status;
      attempt.answer = answer.body.slice(0, 300);
      attempt.accepted = notifier.accepts(answer);
    } catch (error) {
      attempt.error = error instanceof Error ? error.message : String(error);
    }
    attempt.ms = Math.round(performance.now() - began);
    this.conclude(id, attempt, probe, rule);
  }

  private conclude(id: string, attempt: Attempt, probe: boolean, rule: FaultRule | undefined): void {
    const current = this.sandbox.store.get('delivery', id);
    if (!current) return;
    const delivery = { ...current, attempts: [...current.attempts, attempt] };
    // `lost-ack`: the answer never reached the gateway, so it will send the same event again.
    const heard = attempt.accepted && rule?.fault !== 'lost-ack';
    if (probe || current.state !== 'pending') {
      this.save(delivery);
    } else if (heard) {
      this.save({ ...delivery, state: 'delivered', nextAt: undefined });
    } else {
      this.scheduleRetry(delivery);
    }
  }

  private scheduleRetry(delivery: Delivery): void {
    const seconds = this.notifiers[delivery.gateway].schedule[delivery.retries];
    if (seconds === undefined) {
      this.save({ ...delivery, state: 'given-up', nextAt: undefined });
      return;
    }
    const wait = seconds * 1000 * this.sandbox.settings().retryScale;
    this.putOff({ ...delivery, retries: delivery.retries + 1 }, wait);
  }

  private putOff(delivery: Delivery, wait: number): void {
    this.save({ ...delivery, nextAt: new Date(Date.now() + wait).toISOString() });
    this.sandbox.later(wait, () => this.due(delivery.id, delivery.retries));
  }

  /** A timer that was overtaken by a flush finds other retries used and does nothing. */
  private due(id: string, retries: number): void {
    const delivery = this.sandbox.store.get('delivery', id);
    if (delivery?.state === 'pending' && delivery.retries === retries) void this.attempt(id);
  }

  private releaseHeld(): void {
    const ids = this.held;
    this.held = [];
    for (const id of ids) {
      const delivery = this.sandbox.store.get('delivery', id);
      if (delivery?.state === 'pending' && delivery.attempts.length === 0) void this.attempt(id);
    }
  }

  /** Sends everything pending now, whatever its schedule says, and waits for the answers. */
  async flush(): Promise<void> {
    await this.settle();
    const pending = this.sandbox.store.all('delivery').filter(delivery => delivery.state === 'pending');
    await Promise.all(
      pending.map(delivery => (delivery.ahead ? this.begin(delivery.id) : this.attempt(delivery.id))),
    );
    await this.settle();
  }

  /** Waits for attempts under way. */
  async settle(): Promise<void> {
    while (this.inFlight.size > 0) await Promise.allSettled([...this.inFlight]);
  }

  private save(delivery: Delivery): void {
    this.sandbox.store.put('delivery', delivery.id, delivery);
  }
}

const newDelivery = (fresh: NewDelivery, waitMs: number): Delivery => ({
  ...fresh,
  id: randomUUID(),
  createdAt: new Date().toISOString(),
  state: 'pending',
  retries: 0,
  nextAt: new Date(Date.now() + waitMs).toISOString(),
  attempts: [],
});

const occasionOf = (delivery: Delivery) => ({
  gateway: delivery.gateway,
  on: `notify-${delivery.kind}`,
  outTradeNo: delivery.outTradeNo,
});

/** The signtest probe is an extra message with its own broken signature. */
const forcedRule = (fault: string): FaultRule => ({
  id: '',
  gateway: '*',
  on: '*',
  fault,
  probability: 1,
  random: 0,
});
