/** The kinds that come with the hall. A change of one is a new version: running cases stay on theirs. */
import type { KindSource } from '../kind.ts';
import { existingSupplyKinds } from './existing-supply.ts';
import { newSupplyKinds } from './new-supply.ts';
import { temporarySupplyKinds } from './temporary-supply.ts';

export const shippedKinds: readonly KindSource[] = [
  ...newSupplyKinds,
  ...temporarySupplyKinds,
  ...existingSupplyKinds,
];
