import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, idempotencyKey, patch, post } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { waitingAt } from '../../app/feature.ts';
import type { Verdict } from '../../components/decision.tsx';

export type Partners = Answer<'GET /staff/partners'>;
export type PartnerSummary = Partners['partners'][number];
export type PartnerFile = Answer<'GET /staff/partners/:code'>;
export type Partner = PartnerFile['partner'];
export type PartnerKey = PartnerFile['keys'][number];
export type Terminal = PartnerFile['terminals'][number];
export type TopUp = PartnerFile['topUps'][number];
export type PartnerTerms = PartnerFile['terms'][number];
export type PartnerDay = PartnerFile['days'][number];

export const usePartners = () =>
  useQuery({
    queryKey: ['partners'],
    queryFn: () => get<Partners>('/staff/partners'),
    refetchInterval: 30_000,
  });

export const usePartner = (code: string) =>
  useQuery({ queryKey: ['partners', code], queryFn: () => get<PartnerFile>(`/staff/partners/${code}`) });

/** After a change the list and the partner are read anew. */
function useChange<Input, Result>(mutationFn: (input: Input) => Promise<Result>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: () =>
      Promise.all(
        [['partners'], ...waitingAt('/partners')].map(queryKey => client.invalidateQueries({ queryKey })),
      ),
  });
}

export const useAdmitPartner = () =>
  useChange((body: Body<'POST /staff/partners'>) =>
    post<PartnerFile>('/staff/partners', body, { 'Idempotency-Key': idempotencyKey() }),
  );

export const useChangePartner = (code: string) =>
  useChange((body: Body<'PATCH /staff/partners/:code'>) =>
    patch<PartnerFile>(`/staff/partners/${code}`, body),
  );

export const useAddKey = (code: string) =>
  useChange((body: Body<'POST /staff/partners/:code/keys'>) =>
    post<Answer<'POST /staff/partners/:code/keys'>>(`/staff/partners/${code}/keys`, body),
  );

export const useConfirmKey = (code: string) =>
  useChange((keyId: string) => post(`/staff/partners/${code}/keys/${keyId}/confirmation`));

export const useEndKey = (code: string) =>
  useChange(({ keyId, reason }: { keyId: string; reason: string }) =>
    post(`/staff/partners/${code}/keys/${keyId}/end`, { reason }),
  );

export const usePutTerminal = (code: string) =>
  useChange((body: Body<'POST /staff/partners/:code/terminals'>) =>
    post(`/staff/partners/${code}/terminals`, body),
  );

/** `key` stays the same until the answer is known: the money is entered once. */
export const useRequestTopUp = (code: string) =>
  useChange(({ key, ...body }: Body<'POST /staff/partners/:code/top-ups'> & { key: string }) =>
    post(`/staff/partners/${code}/top-ups`, body, { 'Idempotency-Key': key }),
  );

export function useDecideTopUp(id: number) {
  const postOnce = usePostOnce();
  return useChange((verdict: Verdict) => postOnce(`/staff/partner-top-ups/${id}/decision`, verdict));
}

export function useProposeTerms(code: string) {
  const postOnce = usePostOnce();
  return useChange((body: Body<'POST /staff/partners/:code/terms'>) =>
    postOnce(`/staff/partners/${code}/terms`, body),
  );
}

export function useDecideTerms(code: string, id: number) {
  const postOnce = usePostOnce();
  return useChange((verdict: Verdict) => postOnce(`/staff/partners/${code}/terms/${id}/decision`, verdict));
}
