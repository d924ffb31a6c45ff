import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, idempotencyKey, post, remove } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';

type AlertsPage = Answer<'GET /staff/alerts'>;
export type AlertRow = AlertsPage['alerts'][number];
export type AccountAlerts = Answer<'GET /staff/accounts/:accountNo/alerts'>;
export type NewContact = Body<'POST /staff/accounts/:accountNo/contacts'>;
type Defaults = Answer<'GET /staff/alert-defaults'>;
export type AlertDefault = Defaults['defaults'][number];
export type DefaultWish = Body<'POST /staff/alert-defaults'>;
type Prepaid = Answer<'GET /staff/accounts/:accountNo/prepaid-agreements'>;
type NewPrepaid = Body<'POST /staff/accounts/:accountNo/prepaid-agreements'>;

export interface AlertSearch {
  query?: string;
  rule?: string;
  status?: string;
  before?: number;
}

export function useAlerts(search: AlertSearch) {
  return useQuery({
    queryKey: ['alerts', search],
    queryFn: () => get<AlertsPage>('/staff/alerts', { ...search }),
    placeholderData: previous => previous,
  });
}

export function useAccountAlerts(accountNo: string) {
  return useQuery({
    queryKey: ['alerts', accountNo],
    queryFn: () => get<AccountAlerts>(`/staff/accounts/${accountNo}/alerts`),
  });
}

function useKeyed<Wish, Result>(path: string, queryKey: readonly string[]) {
  const client = useQueryClient();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (wish: Wish) => postOnce<Result>(path, wish),
    onSuccess: () => client.invalidateQueries({ queryKey }),
  });
}

export const useAddContact = (accountNo: string) =>
  useKeyed<NewContact, unknown>(`/staff/accounts/${accountNo}/contacts`, ['alerts', accountNo]);

export function useRemoveContact(accountNo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => remove(`/staff/accounts/${accountNo}/contacts/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['alerts', accountNo] }),
  });
}

export function useAlertDefaults() {
  return useQuery({
    queryKey: ['alert-defaults'],
    queryFn: () => get<Defaults>('/staff/alert-defaults'),
  });
}

export const useChangeDefault = () =>
  useKeyed<DefaultWish, unknown>('/staff/alert-defaults', ['alert-defaults']);

const prepaidPath = (accountNo: string) => `/staff/accounts/${accountNo}/prepaid-agreements`;

export function usePrepaidAgreements(accountNo: string) {
  return useQuery({
    queryKey: ['prepaid-agreements', accountNo],
    queryFn: () => get<Prepaid>(prepaidPath(accountNo)),
  });
}

export function useSignPrepaid(accountNo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: NewPrepaid) =>
      post<Prepaid>(prepaidPath(accountNo), wish, { 'Idempotency-Key': idempotencyKey() }),
    onSuccess: answer => client.setQueryData(['prepaid-agreements', accountNo], answer),
  });
}

export function useEndPrepaid(accountNo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => post<Prepaid>(`${prepaidPath(accountNo)}/end`, { reason }),
    onSuccess: answer => client.setQueryData(['prepaid-agreements', accountNo], answer),
  });
}
