import type { Household } from '@api/types';
import { getHouseholds } from '@/api/hall';
import { type Resource, useResource } from './resource';
import { useSignedIn } from './session';
import { keep, recall } from './storage';
import { createStore, useStore } from './store';

const chosen = createStore<string | null>(recall<string>('household'));

export function chooseHousehold(accountNo: string): void {
  keep('household', accountNo);
  chosen.set(accountNo);
}

/** The household looked at: the chosen one, else the default, else the first. */
function pickHousehold(households: Household[], accountNo: string | null): Household | null {
  return (
    households.find(household => household.accountNo === accountNo) ??
    households.find(household => household.isDefault) ??
    households[0] ??
    null
  );
}

/** The household a page was opened for. One that is not there is not taken for another. */
export const named = (households: Household[], accountNo: string | undefined): Household | null =>
  accountNo === undefined
    ? pickHousehold(households, null)
    : (households.find(household => household.accountNo === accountNo) ?? null);

export interface Households extends Resource<Household[]> {
  current: Household | null;
}

export function useHouseholds(): Households {
  const signedIn = useSignedIn();
  const accountNo = useStore(chosen);
  const resource = useResource(signedIn ? 'households' : null, getHouseholds);
  return { ...resource, current: pickHousehold(resource.data ?? [], accountNo) };
}
