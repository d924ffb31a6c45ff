/** Wires the engine: its two lanes, the texts in force, the reports of providers. */
import type { Clock } from '../../../infra/clock.ts';
import { type CrashPoints, noCrashPoints } from '../../../infra/crash-point.ts';
import type { FieldCipher } from '../../../infra/crypto.ts';
import type { Database } from '../../../infra/database.ts';
import { keepFresh } from '../../../infra/keep-fresh.ts';
import type { Logger } from '../../../infra/logging.ts';
import type { Metrics } from '../../../infra/metrics.ts';
import type { ChannelName, MessageChannel } from '../channels/channel.ts';
import { texts } from '../events/texts.ts';
import { createReceiptsRepository } from '../receipts/receipts.repository.ts';
import { createReceiveReports } from '../receipts/receive-reports.ts';
import type { TemplatesRepository } from '../templates.repository.ts';
import { type AppIds, createClaimRepository } from './claim.repository.ts';
import type { Rules } from './decide.ts';
import { createEngine, type Lane } from './engine.ts';
import type { EditionOf, EngineDependencies } from './engine-parts.ts';
import { createOutcomeRepository } from './outcome.repository.ts';

export interface DeliveryDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  logger: Logger;
  metrics: Metrics;
  crashPoints?: CrashPoints;
  channels: ReadonlyMap<ChannelName, MessageChannel>;
  templates: TemplatesRepository;
  apps: AppIds;
  rules(): Promise<Rules>;
  outdated: EngineDependencies['outdated'];
}

export function createDelivery(dependencies: DeliveryDependencies) {
  const { db, clock, logger, metrics, templates, crashPoints = noCrashPoints } = dependencies;
  const claims = createClaimRepository(db.pool, dependencies.apps, dependencies.cipher);
  const { get: editions, forget: forgetEditions } = createEditions(templates);
  const engine = createEngine({
    ...dependencies,
    crashPoints,
    claims,
    outcomes: createOutcomeRepository(db.pool),
    editions,
  });
  const lane = (name: Lane) =>
    createLane(
      signal => engine.run(name, signal),
      error => logger.error({ err: error, lane: name }, 'notices not delivered'),
    );
  const [urgent, ordinary] = [lane('urgent'), lane('ordinary')];
  const nudge = () => {
    urgent.nudge();
    ordinary.nudge();
  };
  const reports = createReceiveReports({
    receipts: createReceiptsRepository(db.pool),
    cipher: dependencies.cipher,
    crashPoints,
    clock,
    logger,
    metrics,
    nudge,
  });
  return {
    nudge,
    reports,
    editions,
    forgetEditions,
    reach: claims,
    async deliverUrgent(signal: AbortSignal) {
      await urgent.settled();
      await engine.run('urgent', signal);
    },
    async deliverOrdinary(signal: AbortSignal) {
      await reports.handleWaiting();
      await engine.buryUnknown();
      await engine.run('ordinary', signal);
    },
    async idle() {
      await Promise.all([urgent.idle(), ordinary.idle()]);
    },
  };
}

export type Delivery = ReturnType<typeof createDelivery>;

/** The texts in force, asked for again after a few seconds. */
function createEditions(templates: TemplatesRepository) {
  return keepFresh(async (): Promise<EditionOf> => {
    const rows = await templates.inForce();
    const byName = new Map(rows.map(row => [`${row.event}.${row.language}`, row]));
    return (event, language) =>
      byName.get(`${event}.${language}`) ?? { version: 0, ...texts[event][language] };
  });
}

/** One run at a time; who nudges meanwhile is served by the next. */
function createLane(run: (signal: AbortSignal) => Promise<void>, failed: (error: unknown) => void) {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let again = false;
  async function untilQuiet(): Promise<void> {
    do {
      again = false;
      await run(stopping.signal).catch(failed);
    } while (again && !stopping.signal.aborted);
    running = undefined;
  }
  return {
    nudge(): void {
      if (running) again = true;
      else running = untilQuiet();
    },
    async settled(): Promise<void> {
      await running;
    },
    async idle(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
}
