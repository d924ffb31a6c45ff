import type { Database } from '../../infra/database.ts';
import { addDays, fromDbDate } from '../../shared/dates.ts';
import type { Tariff } from './tariff.ts';
import { TariffRules } from './tariff-rules.ts';

/** Reads every tariff with its editions; rules that do not fit the schema are an error that names the edition. */
export async function readTariffs(db: Database): Promise<Tariff[]> {
  const rows = await db.prisma.tariff.findMany({
    include: { versions: { orderBy: { effectiveFrom: 'asc' } } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ regionCode, category, nameZh, nameEn, versions }) => ({
    regionCode,
    category,
    nameZh,
    nameEn,
    versions: versions.map(version => ({
      id: Number(version.id),
      from: fromDbDate(version.effectiveFrom),
      // The column holds the first day on which the edition no longer holds.
      to: version.effectiveTo && addDays(fromDbDate(version.effectiveTo), -1),
      nameZh,
      nameEn,
      source: version.source,
      note: version.note,
      rules: parseRules(version.rules, `${regionCode}/${category} from ${fromDbDate(version.effectiveFrom)}`),
    })),
  }));
}

function parseRules(json: unknown, edition: string): TariffRules {
  const result = TariffRules.safeParse(json);
  if (result.success) return result.data;
  throw new Error(
    `tariff ${edition}: ${result.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`).join(', ')}`,
  );
}
