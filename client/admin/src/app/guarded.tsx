import type { ReactNode } from 'react';
import { NotFound } from './not-found.tsx';
import type { Permission } from './permissions.ts';
import { useMay } from './session.tsx';

/** A page that a role may not see looks like one that does not exist. */
export function Guarded({ permission, children }: { permission: Permission; children: ReactNode }) {
  return useMay()(permission) ? children : <NotFound />;
}
