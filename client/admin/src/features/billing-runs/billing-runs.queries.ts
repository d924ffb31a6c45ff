import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BillDraft, BillingRun, RegionName } from '../../api/billing.types.ts';
import { get, idempotencyKey, post } from '../../api/http.ts';
import { useTexts } from '../../i18n/index.tsx';

/** A run that is being drafted or issued is looked at again until it is done. */
const isMoving = (run: BillingRun) => run.status === 'preparing' || run.status === 'approved';

export function useBillingRuns() {
  return useQuery({
    queryKey: ['billing-runs'],
    queryFn: async () => (await get<{ runs: BillingRun[] }>('/staff/billing-runs')).runs,
    refetchInterval: query => (query.state.data?.some(isMoving) ? 2_000 : false),
  });
}

export function useDrafts(runId: number, only: 'exceptions' | 'all', page: number) {
  return useQuery({
    queryKey: ['billing-runs', runId, only, page],
    queryFn: async () =>
      (await get<{ drafts: BillDraft[] }>(`/staff/billing-runs/${runId}/drafts`, { only, page })).drafts,
    placeholderData: previous => previous,
  });
}

export function useRegions() {
  return useQuery({
    queryKey: ['regions'],
    queryFn: async () => (await get<{ regions: RegionName[] }>('/config')).regions,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useStartRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { regionCode: string; month: string; skipMonths?: boolean }) =>
      post<BillingRun>('/staff/billing-runs', body, { 'Idempotency-Key': idempotencyKey() }),
    onSettled: () => client.invalidateQueries({ queryKey: ['billing-runs'] }),
  });
}

export function useRunAction(runId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, ...body }: { action: 'approval' } | { action: 'discard'; reason: string }) =>
      post<BillingRun>(`/staff/billing-runs/${runId}/${action}`, body),
    onSettled: () => client.invalidateQueries({ queryKey: ['billing-runs'] }),
  });
}

export function useAcceptDraft(runId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ accountNo, note }: { accountNo: string; note: string }) =>
      post(`/staff/billing-runs/${runId}/drafts/${accountNo}/acceptance`, { note }),
    onSettled: () => client.invalidateQueries({ queryKey: ['billing-runs'] }),
  });
}

/** The name of a region in the reader's language; its code while that is not known. */
export function useRegionName(): (code: string) => string {
  const { language } = useTexts();
  const { data = [] } = useRegions();
  return code => {
    const region = data.find(entry => entry.code === code);
    return (language === 'zh' ? region?.nameZh : region?.nameEn) ?? code;
  };
}
