import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, idempotencyKey, language, post, put, refusal, search, unreachable } from '../../api/http.ts';
import { waitingAt } from '../../app/feature.ts';
import type { Verdict } from '../../components/decision.tsx';

export type DebitFile = Answer<'GET /staff/debit-files'>['files'][number];
export type DebitItem = Answer<'GET /staff/debit-files/:name'>['items'][number];
export type Mandate = Answer<'GET /staff/mandates'>['mandates'][number];
export type Bank = Answer<'GET /staff/debit-banks'>['banks'][number];
export type Arrival = Answer<'GET /staff/debit-arrivals'>['arrivals'][number];

export const useBanks = () =>
  useQuery({
    queryKey: ['debits', 'banks'],
    queryFn: async () => (await get<Answer<'GET /staff/debit-banks'>>('/staff/debit-banks')).banks,
  });

export const useFiles = (status: string | undefined, page: number) =>
  useQuery({
    queryKey: ['debits', 'files', status, page],
    queryFn: () => get<Answer<'GET /staff/debit-files'>>('/staff/debit-files', { status, page }),
    placeholderData: previous => previous,
    refetchInterval: query =>
      query.state.data?.files.some(file => file.status === 'planned' || file.status === 'written')
        ? 3_000
        : false,
  });

export const useFile = (name: string) =>
  useQuery({
    queryKey: ['debits', 'file', name],
    queryFn: () => get<Answer<'GET /staff/debit-files/:name'>>(`/staff/debit-files/${name}`),
  });

export const useArrivals = () =>
  useQuery({
    queryKey: ['debits', 'arrivals'],
    queryFn: () => get<Answer<'GET /staff/debit-arrivals'>>('/staff/debit-arrivals'),
  });

export const usePreview = (bankCode: string | undefined) =>
  useQuery({
    queryKey: ['debits', 'preview', bankCode],
    enabled: bankCode !== undefined,
    queryFn: () =>
      get<Answer<'GET /staff/debit-batches/preview'>>('/staff/debit-batches/preview', { bankCode }),
    gcTime: 0,
  });

export const useMandates = (wish: { query: string; status: string; page: number }) =>
  useQuery({
    queryKey: ['mandates', wish],
    queryFn: () => get<Answer<'GET /staff/mandates'>>('/staff/mandates', wish),
    placeholderData: previous => previous,
  });

export const useMandate = (mandateNo: string) =>
  useQuery({
    queryKey: ['mandates', 'one', mandateNo],
    queryFn: () => get<Answer<'GET /staff/mandates/:mandateNo'>>(`/staff/mandates/${mandateNo}`),
  });

function useChange<Given, Got>(change: (given: Given) => Promise<Got>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    // The lists follow; nobody waits for them.
    onSettled: () =>
      void Promise.all(
        [['debits'], ['mandates'], ...waitingAt('/debits?status=expired')].map(queryKey =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** The same key until the answer is known: a second press starts no second batch. */
export const useStartBatch = (key: string) =>
  useChange((bankCode: string) =>
    post<Answer<'POST /staff/debit-batches'>>(
      '/staff/debit-batches',
      { bankCode },
      { 'Idempotency-Key': key },
    ),
  );

export const useSignMandate = () =>
  useChange(
    ({ accountNo, ...body }: { accountNo: string } & Body<'POST /staff/accounts/:accountNo/mandate'>) =>
      post(`/staff/accounts/${accountNo}/mandate`, body, { 'Idempotency-Key': idempotencyKey() }),
  );

export const useMandateAction = (mandateNo: string) =>
  useChange(({ action, reason }: { action: 'cancellation' | 'resumption'; reason?: string }) =>
    post(`/staff/mandates/${mandateNo}/${action}`, reason === undefined ? {} : { reason }),
  );

export const useRelease = (name: string) =>
  useChange((reason: string) => post(`/staff/debit-files/${name}/release`, { reason }));

export const useDecideRelease = (name: string) =>
  useChange((verdict: Verdict) => post(`/staff/debit-files/${name}/release-decision`, verdict));

export const useSaveBank = () =>
  useChange(({ code, ...body }: { code: string } & Body<'PUT /staff/debit-banks/:code'>) =>
    put(`/staff/debit-banks/${code}`, body),
  );

/** The file as it is: its hash is checked over its bytes. */
export const useUpload = () =>
  useChange(async ({ bankCode, file }: { bankCode: string; file: File }) => {
    const response = await fetch(`/api/v1/staff/debit-results${search({ bankCode, name: file.name })}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/octet-stream', 'Accept-Language': language() },
      body: file,
    }).catch(() => Promise.reject(unreachable()));
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw refusal(response.status, answer, response.headers.get('X-Request-Id'));
    return answer as Answer<'POST /staff/debit-results'>;
  });
