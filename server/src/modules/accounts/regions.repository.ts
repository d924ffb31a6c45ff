import type { Database } from '../../infra/database.ts';
import type { AccountNoRule } from './account-number.ts';

export interface RegionRecord extends AccountNoRule {
  code: string;
}

/** Regions change with a deployment, not with a request: read once a minute at most. */
const keepMs = 60_000;

export interface RegionsRepository {
  all(): Promise<RegionRecord[]>;
}

export function createRegionsRepository({ prisma }: Pick<Database, 'prisma'>): RegionsRepository {
  let kept: { at: number; regions: RegionRecord[] } | undefined;
  return {
    async all() {
      if (!kept || Date.now() - kept.at > keepMs) {
        const regions = await prisma.region.findMany({ orderBy: { code: 'desc' } });
        if (regions.length === 0) return [];
        kept = { at: Date.now(), regions };
      }
      return kept.regions;
    },
  };
}
