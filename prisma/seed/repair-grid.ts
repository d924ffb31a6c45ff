/**
 * The demo's 65 grid points (网格抢修点): where crews stand, and the streets of the seeded addresses each of them answers for.
 * Middles of districts are about where the places are; the streets around them lie on a ring that is made up.
 */
import type pg from 'pg';
import { towns } from './people-and-places.ts';

type AreaKind = 'city' | 'rural' | 'remote';

export interface GridStreet {
  regionCode: string;
  district: string;
  street: string;
  areaKind: AreaKind;
  lat: number;
  lon: number;
  /** Number of its grid point, from 1. */
  point: number;
}

export interface GridPointPlan {
  number: number;
  code: string;
  name: string;
  regionCode: string;
  areaKind: AreaKind;
  lat: number;
  lon: number;
}

/** Middles of the districts, and how far the utility counts as city, country or remote from there. */
const districts: Record<string, { lat: number; lon: number; kinds: readonly AreaKind[] }> = {
  文登区: { lat: 37.194, lon: 122.057, kinds: ['city', 'city', 'rural'] },
  环翠区: { lat: 37.502, lon: 122.123, kinds: ['city', 'city', 'city', 'rural'] },
  荣成市: { lat: 37.165, lon: 122.487, kinds: ['city', 'rural', 'remote'] },
  乳山市: { lat: 36.919, lon: 121.536, kinds: ['city', 'rural', 'remote'] },
  南湖区: { lat: 30.748, lon: 120.783, kinds: ['city', 'city', 'rural'] },
  秀洲区: { lat: 30.765, lon: 120.709, kinds: ['city', 'rural'] },
  嘉善县: { lat: 30.841, lon: 120.926, kinds: ['city', 'rural', 'remote'] },
  襄都区: { lat: 37.071, lon: 114.507, kinds: ['city', 'city', 'rural'] },
  信都区: { lat: 37.094, lon: 114.468, kinds: ['city', 'rural', 'remote'] },
  南和区: { lat: 37.005, lon: 114.683, kinds: ['city', 'rural'] },
  镜湖区: { lat: 31.34, lon: 118.385, kinds: ['city', 'city', 'rural'] },
  弋江区: { lat: 31.311, lon: 118.372, kinds: ['city', 'rural'] },
  鸠江区: { lat: 31.369, lon: 118.392, kinds: ['city', 'rural', 'remote'] },
};

/** How many points of each town answer for two streets; the others for one. Together they are 65. */
const sharedPoints: Record<string, number> = { weihai: 9, jiaxing: 4, xingtai: 4, wuhu: 4 };
/** Degrees from a district's middle to its streets: some kilometres in the city, more in the country. */
const reach: Record<AreaKind, number> = { city: 0.02, rural: 0.06, remote: 0.11 };

export function gridPlan(): { points: GridPointPlan[]; streets: GridStreet[] } {
  const points: GridPointPlan[] = [];
  const streets: GridStreet[] = [];
  for (const { regionCode, districts: names, streets: streetNames } of towns) {
    let sharing = sharedPoints[regionCode] ?? 0;
    const open = names.flatMap(district =>
      streetNames.map((street, index) => ({
        regionCode,
        district,
        street,
        ...spotOf(district, index, streetNames.length),
      })),
    );
    while (open.length > 0) {
      const taken = open.splice(0, sharing-- > 0 && open[0]!.district === open[1]?.district ? 2 : 1);
      const number = points.length + 1;
      points.push(pointOf(number, taken));
      streets.push(...taken.map(street => ({ ...street, point: number })));
    }
  }
  return { points, streets };
}

function spotOf(district: string, index: number, count: number) {
  const { lat, lon, kinds } = districts[district]!;
  const areaKind = kinds[index % kinds.length]!;
  const turn = (2 * Math.PI * index) / count;
  return {
    areaKind,
    lat: rounded(lat + reach[areaKind] * Math.sin(turn)),
    lon: rounded(lon + reach[areaKind] * Math.cos(turn)),
  };
}

function pointOf(number: number, taken: Omit<GridStreet, 'point'>[]): GridPointPlan {
  const [first] = taken;
  const middle = (pick: (street: Omit<GridStreet, 'point'>) => number) =>
    rounded(taken.reduce((sum, street) => sum + pick(street), 0) / taken.length);
  return {
    number,
    code: `WG${String(number).padStart(3, '0')}`,
    name: `${first!.district}${first!.street}抢修点`,
    regionCode: first!.regionCode,
    areaKind: first!.areaKind,
    lat: middle(({ lat }) => lat),
    lon: middle(({ lon }) => lon),
  };
}

const rounded = (degrees: number) => Math.round(degrees * 10_000) / 10_000;

/** Adds what is missing; also what tests start from. Each point has one team, which has people once they are hired. */
export async function loadGrid(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  const { points, streets } = gridPlan();
  await client.query(
    `INSERT INTO grid_points (code, name, region_code, area_kind, lat, lon)
     SELECT p.code, p.name, p."regionCode", p."areaKind", p.lat, p.lon
       FROM jsonb_to_recordset($1::jsonb) p (number int, code text, name text, "regionCode" text, "areaKind" text, lat float8, lon float8)
       JOIN regions r ON r.code = p."regionCode" ORDER BY p.number ON CONFLICT (code) DO NOTHING`,
    [JSON.stringify(points)],
  );
  await client.query(
    `INSERT INTO grid_areas (point_id, region_code, district, street, area_kind, lat, lon)
     SELECT p.id, s."regionCode", s.district, s.street, s."areaKind", s.lat, s.lon
       FROM jsonb_to_recordset($1::jsonb) s ("regionCode" text, district text, street text, "areaKind" text, lat float8, lon float8, point int)
       JOIN grid_points p ON p.code = 'WG' || lpad(s.point::text, 3, '0') ORDER BY s.point ON CONFLICT DO NOTHING`,
    [JSON.stringify(streets)],
  );
  await client.query(
    `INSERT INTO repair_teams (point_id, name) SELECT id, replace(name, '抢修点', '抢修队') FROM grid_points ORDER BY id ON CONFLICT (name) DO NOTHING`,
  );
}
