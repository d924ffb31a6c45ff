/** Places of an outage as they are picked, and as the server takes them. Pure. */
import type { OutageFile } from './outages.queries.ts';

export type Chosen =
  | { kind: 'area' | 'building'; id: number; name: string; accounts: number }
  | { kind: 'account'; id: string; name: string; accounts: number };

export const keyOf = ({ kind, id }: Chosen) => `${kind}:${id}`;

export function chosenOf(file: OutageFile | null): Chosen[] {
  if (!file) return [];
  const areas = file.areas.map(({ areaId, name, accounts }) => ({
    kind: 'area' as const,
    id: areaId,
    name,
    accounts,
  }));
  const accounts = file.accounts.map(({ accountNo, addressMasked }) => ({
    kind: 'account' as const,
    id: accountNo,
    name: `${accountNo} ${addressMasked}`,
    accounts: 1,
  }));
  return [...areas, ...accounts];
}

export const placesOf = (chosen: readonly Chosen[]) => ({
  areaIds: chosen.flatMap(each => (each.kind === 'area' ? [each.id] : [])),
  buildingIds: chosen.flatMap(each => (each.kind === 'building' ? [each.id] : [])),
  accountNos: chosen.flatMap(each => (each.kind === 'account' ? [each.id] : [])),
});

/** Whether other places are chosen than before. */
export function otherPlaces(before: readonly Chosen[], after: readonly Chosen[]): boolean {
  const keys = (places: readonly Chosen[]) => places.map(keyOf).sort().join();
  return keys(before) !== keys(after);
}
