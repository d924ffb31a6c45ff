import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  registry: Registry;
  observeRequest(method: string, route: string, status: number, seconds: number): void;
  /** Counts a named event: notifications by source and result, refunds, sweeps … */
  count(name: MetricName, labels: Record<string, string>, by?: number): void;
  /** What is so at the moment of asking: read at each scrape. */
  watch(name: GaugeName, read: () => Promise<readonly GaugeValue[]>): void;
}

const counters = {
  hall_notifications_total: ['source', 'result'],
  hall_payments_total: ['channel', 'result'],
  hall_refunds_total: ['gateway', 'result'],
  hall_outbox_total: ['kind', 'result'],
  hall_notices_total: ['channel', 'result'],
  hall_partner_messages_total: ['partner', 'trade', 'code'],
  hall_partner_bad_messages_total: ['partner', 'reason'],
  /** What came in somebody's name and was not believed: a wrong signature, a file that does not add up. */
  hall_untrusted_total: ['source', 'reason'],
  hall_supply_commands_total: ['action', 'result'],
  hall_jobs_total: ['job', 'result'],
} as const;

export type MetricName = keyof typeof counters;

const gauges = {
  hall_notices_waiting: { help: 'notices: waiting, due now, dead', labelNames: ['state'] },
  hall_chat_sockets: { help: 'open sockets of the chat, by who sits at them', labelNames: ['side'] },
  hall_odd_payments_open: { help: 'odd payments that wait for a person', labelNames: ['kind'] },
  hall_calendar_years_missing: {
    help: 'years whose holidays are needed by now and not put in',
    labelNames: [],
  },
  hall_outbox_waiting: { help: 'effects in the outbox that wait to be delivered', labelNames: ['kind'] },
} as const;

export type GaugeName = keyof typeof gauges;

export interface GaugeValue {
  labels: Record<string, string>;
  value: number;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'hall_http_request_seconds',
    help: 'Time to answer an HTTP request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const made = Object.entries(counters).map(
    ([name, labelNames]) =>
      [
        name,
        new Counter({
          name,
          help: name.replaceAll('_', ' '),
          labelNames: [...labelNames],
          registers: [registry],
        }),
      ] as const,
  );
  const byName = new Map<string, Counter>(made);
  return {
    registry,
    observeRequest: (method, route, status, seconds) =>
      requests.observe({ method, route, status: String(status) }, seconds),
    count: (name, labels, by = 1) => byName.get(name)?.inc(labels, by),
    watch(name, read) {
      const { help, labelNames } = gauges[name];
      new Gauge({
        name,
        help,
        labelNames: [...labelNames],
        registers: [registry],
        async collect() {
          // A database that does not answer must not take the other figures along.
          const values = await read().catch(() => []);
          this.reset();
          for (const { labels, value } of values) this.set(labels, value);
        },
      });
    },
  };
}
