import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';

type AlertsPage = Answer<'GET /staff/alerts'>;
export type AlertRow = AlertsPage['alerts'][number];
export type AccountAlerts = Answer<'GET /staff/accounts/:accountNo/alerts'>;

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
