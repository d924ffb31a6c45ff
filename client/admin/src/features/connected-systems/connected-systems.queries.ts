import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, idempotencyKey, patch, post } from '../../api/http.ts';

export type ConnectedSystem = Answer<'GET /staff/connected-systems'>['systems'][number];
export type SystemKey = ConnectedSystem['keys'][number];
export type Scope = ConnectedSystem['scopes'][number];

export const useConnectedSystems = () =>
  useQuery({
    queryKey: ['connected-systems'],
    queryFn: async () =>
      (await get<Answer<'GET /staff/connected-systems'>>('/staff/connected-systems')).systems,
  });

/** After a change the list is read anew. */
function useChange<Input, Result>(mutationFn: (input: Input) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () => client.invalidateQueries({ queryKey: ['connected-systems'] }),
  });
}

export const useAddSystem = () =>
  useChange((body: Body<'POST /staff/connected-systems'>) =>
    post('/staff/connected-systems', body, { 'Idempotency-Key': idempotencyKey() }),
  );

export const useChangeSystem = (code: string) =>
  useChange((body: Body<'PATCH /staff/connected-systems/:code'>) =>
    patch(`/staff/connected-systems/${code}`, body),
  );

export const useMakeKey = (code: string) =>
  useChange((body: Body<'POST /staff/connected-systems/:code/keys'>) =>
    post<Answer<'POST /staff/connected-systems/:code/keys'>>(`/staff/connected-systems/${code}/keys`, body),
  );

export const useEndKey = (code: string) =>
  useChange(({ keyId, reason }: { keyId: string; reason: string }) =>
    post(`/staff/connected-systems/${code}/keys/${keyId}/end`, { reason }),
  );
