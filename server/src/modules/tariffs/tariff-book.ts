/** The tariffs of the database, kept in memory: they change a few times a year and every bill needs them. */
import type { Clock } from '../../infra/clock.ts';
import type { Database } from '../../infra/database.ts';
import type { Tariff, TariffVersion } from './tariff.ts';
import { noTariff } from './tariffs.errors.ts';
import { readTariffs } from './tariffs.repository.ts';

export interface TariffBook {
  all(): Promise<Tariff[]>;
  /** Editions for a region and category, by date. */
  of(regionCode: string, category: string): Promise<TariffVersion[]>;
  /** Editions by number, as bills name them; unknown numbers are left out. */
  editions(ids: readonly number[]): Promise<TariffVersion[]>;
  /** The next question is answered from the database. */
  forget(): void;
}

const freshForMs = 60_000;

export function createTariffBook(db: Database, clock: Clock): TariffBook {
  let kept: { at: number; tariffs: Promise<Tariff[]> } | undefined;
  function all(): Promise<Tariff[]> {
    const now = clock.now().getTime();
    if (kept && Math.abs(now - kept.at) < freshForMs) return kept.tariffs;
    const reading = { at: now, tariffs: readTariffs(db) };
    kept = reading;
    reading.tariffs.catch(() => {
      if (kept === reading) kept = undefined;
    });
    return reading.tariffs;
  }
  return {
    all,
    async of(regionCode, category) {
      const find = async () =>
        (await all()).find(one => one.regionCode === regionCode && one.category === category);
      let tariff = await find();
      if (!tariff) {
        // It may have been added since.
        kept = undefined;
        tariff = await find();
      }
      if (!tariff) throw noTariff();
      return tariff.versions;
    },
    forget() {
      kept = undefined;
    },
    async editions(ids) {
      const versions = (await all()).flatMap(tariff => tariff.versions);
      return ids.flatMap(id => versions.find(version => version.id === id) ?? []);
    },
  };
}
