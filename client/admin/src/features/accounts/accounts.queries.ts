import { useQuery } from '@tanstack/react-query';
import type { AccountFile, AccountRow } from '../../api/accounts.types.ts';
import { get } from '../../api/http.ts';

export function useAccountSearch(text: string) {
  return useQuery({
    queryKey: ['accounts', text],
    queryFn: () => get<{ accounts: AccountRow[]; more: boolean }>('/staff/accounts', { query: text }),
    enabled: text.length >= 2,
    placeholderData: previous => previous,
  });
}

export function useAccountFile(accountNo: string) {
  return useQuery({
    queryKey: ['account', accountNo],
    queryFn: () => get<AccountFile>(`/staff/accounts/${accountNo}`),
  });
}
