/** 班组: who does what where, and whose queue a duty goes to. Pure. */
import type { Duty } from './kind.ts';

export interface Team {
  code: string;
  nameZh: string;
  nameEn: string;
  duties: string[];
  /** Null: everywhere. */
  regionCode: string | null;
  /** Empty: the whole region. */
  districts: string[];
  phone: string;
  visitsPerHalfDay: number;
  /** Who may act on cases now. */
  members: string[];
}

/** The business hall itself: does everything everywhere that no other team does. The migration puts it there, for good. */
export const hallTeam = 'hall';

/** The team nearest to the place: of its district, of its region, of everywhere; never none, and none that nobody is in. */
export function teamFor(
  teams: readonly Team[],
  duty: Duty,
  place: { regionCode: string; district: string },
): string {
  const able = teams.filter(
    ({ code, duties, regionCode, districts, members }) =>
      (members.length > 0 || code === hallTeam) &&
      duties.includes(duty) &&
      (regionCode === null || regionCode === place.regionCode) &&
      (districts.length === 0 || districts.includes(place.district)),
  );
  const nearness = ({ regionCode, districts }: Team) =>
    (regionCode === null ? 0 : 1) + (districts.length > 0 ? 2 : 0);
  const [best] = able.sort(
    (left, right) => nearness(right) - nearness(left) || left.code.localeCompare(right.code),
  );
  return best?.code ?? hallTeam;
}
