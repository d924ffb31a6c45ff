/** Part of the composition root: what every module stands on. Opens nothing yet. */
import type { Settings } from './config/env.ts';
import { type Clock, systemClock } from './infra/clock.ts';
import { type CrashPoints, crashAt, noCrashPoints } from './infra/crash-point.ts';
import { createFieldCipher } from './infra/crypto.ts';
import { openDatabase } from './infra/database.ts';
import { createHttpClient } from './infra/http-client.ts';
import { createLogger } from './infra/logging.ts';
import { createMetrics } from './infra/metrics.ts';

export function createInfra(settings: Settings, options: { clock?: Clock; crashPoints?: CrashPoints }) {
  const logger = createLogger(settings.LOG_LEVEL);
  const crash = settings.HALL_CRASH_POINT;
  return {
    logger,
    metrics: createMetrics(),
    clock: options.clock ?? systemClock,
    crashPoints: options.crashPoints ?? (crash ? crashAt(crash) : noCrashPoints),
    cipher: createFieldCipher(settings.FIELD_KEY),
    http: createHttpClient(),
    db: openDatabase({
      url: settings.DATABASE_URL,
      poolSize: settings.DATABASE_POOL_SIZE,
      onIdleError: error => logger.warn({ err: error }, 'idle database connection lost'),
    }),
  };
}

export type Infra = ReturnType<typeof createInfra>;
