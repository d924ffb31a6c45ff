import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { ApiError, get, remove } from '../api/http.ts';
import type { Me } from '../api/staff.types.ts';
import { may, type Permission } from './permissions.ts';

export const meKey = ['me'];

/** Undefined while asking, null when nobody is signed in. */
export function useWhoIsSignedIn(): { me: Me | null | undefined; error: ApiError | null } {
  const { data, error } = useQuery<Me | null, ApiError>({
    queryKey: meKey,
    queryFn: async () => {
      try {
        return await get<Me>('/staff/me');
      } catch (problem) {
        if (problem instanceof ApiError && problem.status === 401) return null;
        throw problem;
      }
    },
    staleTime: 60_000,
  });
  return { me: data, error };
}

const MeContext = createContext<Me | null>(null);

export function MeProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <MeContext.Provider value={me}>{children}</MeContext.Provider>;
}

export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('used outside the signed-in part');
  return me;
}

export function useMay(): (permission: Permission) => boolean {
  const { roles } = useMe();
  return permission => may(roles, permission);
}

/** Shows its children to those who may. */
export function Allowed({ to, children }: { to: Permission; children: ReactNode }) {
  return useMay()(to) ? children : null;
}

export function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await remove('/staff/sessions/current').catch(() => {});
    client.clear();
    client.setQueryData(meKey, null);
  };
}
