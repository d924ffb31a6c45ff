/** Regions and tariffs: those of the demo, brought up to date at every seeding and what tests start from, or a utility's own (`npm run regions`). */
import type pg from 'pg';
import { TariffRules, type TariffVersion } from '../../server/src/modules/tariffs/index.ts';
import { addDays, type BusinessDate } from '../../server/src/shared/dates.ts';
import { regions, type SeedRegion, type SeedTariff, tariffs } from './tariffs.ts';

interface Reference {
  regions: readonly SeedRegion[];
  tariffs: readonly SeedTariff[];
}

/** Adds what is missing. An edition that stands in the database is never changed: bills name it. A region's names and its account-number rule follow the file. */
export async function loadReferenceData(
  client: pg.ClientBase,
  reference: Reference = { regions, tariffs },
): Promise<void> {
  for (const region of reference.regions)
    await client.query(
      `INSERT INTO regions (code, name_zh, name_en, account_no_pattern, account_no_hint_zh, account_no_hint_en)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en, account_no_pattern = excluded.account_no_pattern,
           account_no_hint_zh = excluded.account_no_hint_zh, account_no_hint_en = excluded.account_no_hint_en`,
      [
        region.code,
        region.nameZh,
        region.nameEn,
        region.accountNoPattern,
        region.accountNoHintZh,
        region.accountNoHintEn,
      ],
    );
  for (const { regionCode, category, nameZh, nameEn, versions } of reference.tariffs) {
    await client.query(
      'INSERT INTO tariffs (region_code, category, name_zh, name_en) VALUES ($1, $2, $3, $4) ON CONFLICT (region_code, category) DO NOTHING',
      [regionCode, category, nameZh, nameEn],
    );
    for (const { from, to, source, note, rules } of versions) {
      TariffRules.parse(rules);
      await client.query(
        `INSERT INTO tariff_versions (tariff_id, effective_from, effective_to, source, note, rules)
         SELECT id, $3, $4, $5, $6, $7 FROM tariffs WHERE region_code = $1 AND category = $2
         ON CONFLICT (tariff_id, effective_from) DO NOTHING`,
        [
          regionCode,
          category,
          from,
          to && addDays(to as BusinessDate, 1),
          source,
          note,
          JSON.stringify(rules),
        ],
      );
    }
  }
}

/** Editions in force, by "region/category". */
export async function readEditions(client: pg.ClientBase): Promise<Map<string, TariffVersion[]>> {
  const { rows } = await client.query<
    Omit<TariffVersion, 'id' | 'rules'> & { key: string; id: string; rules: unknown }
  >(
    `SELECT t.region_code || '/' || t.category AS key, v.id, v.effective_from::text AS "from", (v.effective_to - 1)::text AS "to",
            t.name_zh AS "nameZh", t.name_en AS "nameEn", v.source, v.note, v.rules
       FROM tariffs t JOIN tariff_versions v ON v.tariff_id = t.id ORDER BY v.effective_from`,
  );
  const editions = new Map<string, TariffVersion[]>();
  for (const { key, id, rules, ...version } of rows) {
    const list = editions.get(key) ?? [];
    list.push({ ...version, id: Number(id), rules: TariffRules.parse(rules) });
    editions.set(key, list);
  }
  return editions;
}
