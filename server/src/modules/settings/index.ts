import type { PoolClient } from 'pg';
import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import { createChangeSetting } from './change-setting.ts';
import { createSettingsRepository } from './settings.repository.ts';
import { settingsRoutes } from './settings.routes.ts';
import { rulesAt, type UtilityRules } from './utility-rules.ts';

export type { UtilityRules } from './utility-rules.ts';

export interface SettingsModule {
  routes: Route[];
  /** What holds at this moment. Another process of the same hall learns of a change within seconds. */
  rules(): Promise<UtilityRules>;
  /** The same over a transaction's own connection: who holds locks must not wait for another one. */
  rulesIn(tx: PoolClient): Promise<UtilityRules>;
}

export interface SettingsDependencies {
  db: Pick<Database, 'pool'>;
  clock: Clock;
  /** What the environment says; holds for every name that nobody has set. */
  defaults: UtilityRules;
}

const freshForMs = 5_000;

export function createSettingsModule({ db, clock, defaults }: SettingsDependencies): SettingsModule {
  const settings = createSettingsRepository(db.pool);
  let kept: { from: number; until: number; rules: Promise<UtilityRules> } | undefined;

  /** Kept for a few seconds, and never past a moment on which something begins. */
  function rules(): Promise<UtilityRules> {
    const now = clock.now();
    const at = now.getTime();
    if (kept && at >= kept.from && at < kept.until) return kept.rules;
    const reading = { from: at, until: at + freshForMs, rules: read(now) };
    kept = reading;
    return reading.rules;
  }

  async function read(now: Date): Promise<UtilityRules> {
    try {
      const rows = await settings.all();
      const begins = rows.map(row => row.validFrom.getTime()).filter(begin => begin > now.getTime());
      if (kept) kept.until = Math.min(kept.until, ...begins);
      return rulesAt(rows, defaults, now);
    } catch (error) {
      kept = undefined;
      throw error;
    }
  }

  const change = createChangeSetting({
    clock,
    settings,
    defaults,
    forget: () => {
      kept = undefined;
    },
  });
  return {
    routes: settingsRoutes({ clock, settings, defaults, change }),
    rules,
    rulesIn: async tx => rulesAt(await settings.all(tx), defaults, clock.now()),
  };
}
