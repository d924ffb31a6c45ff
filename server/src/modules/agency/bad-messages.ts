/**
 * Messages that were not accepted are counted in memory and written down in bulk: a bad message costs the database nothing,
 * and an address that sends many is no longer listened to for the rest of the minute.
 */
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { businessDate } from '../../shared/dates.ts';
import { agencyWire } from '../payments/index.ts';
import type { BadCount, BadCountsRepository } from './bad-counts.repository.ts';
import type { PartnerBook } from './partner-book.ts';
import { createRateLimit } from './rate-limit.ts';

const badPerMinute = 100;

export interface BadMessages {
  /** @throws AgencyRefusal 1008 when too much that was bad came from there within this minute */
  refuseFlood(ip: string): void;
  /** @param claimed the partner's code as the message has it; anything */
  count(reason: agencyWire.BadReason, ip: string, claimed?: string): void;
  /** Writes down what was counted since. */
  flush(): Promise<void>;
}

interface Dependencies {
  repository: BadCountsRepository;
  book: PartnerBook;
  clock: Clock;
  metrics: Metrics;
  logger: Logger;
}

export function createBadMessages({ repository, book, clock, metrics, logger }: Dependencies): BadMessages {
  const byAddress = createRateLimit(clock);
  let pending = new Map<string, BadCount>();

  function note(partnerCode: string, reason: agencyWire.BadReason): void {
    metrics.count('hall_partner_bad_messages_total', { partner: partnerCode, reason });
    const on = businessDate(clock.now());
    const key = `${partnerCode} ${on} ${reason}`;
    const counted = pending.get(key);
    if (counted) counted.count += 1;
    else pending.set(key, { partnerCode, on, reason, count: 1 });
  }

  return {
    refuseFlood(ip) {
      if (byAddress.used(ip) >= badPerMinute) throw new agencyWire.AgencyRefusal('1008', 'flood');
    },
    count(reason, ip, claimed) {
      byAddress.take(ip, badPerMinute);
      // Only codes of partners become labels, or a stranger could fill the memory with names.
      void book
        .all()
        .then(partners => note(partners.some(({ code }) => code === claimed) ? claimed! : '?', reason))
        .catch(() => note('?', reason));
    },
    async flush() {
      const counts = [...pending.values()];
      pending = new Map();
      if (counts.length === 0) return;
      await repository
        .add(counts)
        .catch(error => logger.warn({ err: error }, 'bad messages not written down'));
    },
  };
}
