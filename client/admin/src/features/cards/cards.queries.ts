import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, idempotencyKey, post } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { waitingAt } from '../../app/feature.ts';
import type { Verdict } from '../../components/decision.tsx';

export type CardBatch = Answer<'GET /staff/card-batches'>['batches'][number];
export type CardSales = Answer<'GET /staff/card-sales'>;
export type CardSale = CardSales['sales'][number];
export type Card = Answer<'GET /staff/cards/:serial'>;

export const useCardBatches = () =>
  useQuery({
    queryKey: ['cards', 'batches'],
    queryFn: async () => (await get<Answer<'GET /staff/card-batches'>>('/staff/card-batches')).batches,
  });

export const useCardSales = (page: number) =>
  useQuery({
    queryKey: ['cards', 'sales', page],
    queryFn: () => get<CardSales>('/staff/card-sales', { page }),
    placeholderData: previous => previous,
  });

export const useCard = (serial: string) =>
  useQuery({
    queryKey: ['cards', 'one', serial],
    enabled: /^\d{15}$/.test(serial),
    retry: false,
    queryFn: () => get<Card>(`/staff/cards/${serial}`),
  });

function useChange<Given, Got>(change: (given: Given) => Promise<Got>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    // The lists follow; nobody waits for them.
    onSettled: () =>
      void Promise.all(
        [['cards'], ...waitingAt('/cards')].map(queryKey => client.invalidateQueries({ queryKey })),
      ),
  });
}

const once = () => ({ 'Idempotency-Key': idempotencyKey() });

export const useRequestCards = () =>
  useChange((body: Body<'POST /staff/card-batches'>) => post<CardBatch>('/staff/card-batches', body, once()));

export const useDecideBatch = (batchNo: string) =>
  useChange((verdict: Verdict) => post<CardBatch>(`/staff/card-batches/${batchNo}/decision`, verdict));

/** The printer's file, saved under its name; there is no second time. */
export const useExport = () =>
  useChange(async (batchNo: string) => {
    const file = await post<object>(`/staff/card-batches/${batchNo}/export`);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(file)}\n`], { type: 'application/json' }));
    link.download = `cards-${batchNo}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  });

export const useSellCards = () =>
  useChange((body: Body<'POST /staff/card-sales'>) =>
    post<Answer<'POST /staff/card-sales'>>('/staff/card-sales', body, once()),
  );

export const useVoidCards = () =>
  useChange((body: Body<'POST /staff/card-voids'>) =>
    post<Answer<'POST /staff/card-voids'>>('/staff/card-voids', body, once()),
  );

export function useSalePaid(saleNo: string) {
  const postOnce = usePostOnce();
  return useChange((bank: Body<'POST /staff/card-sales/:saleNo/payment'>) =>
    postOnce(`/staff/card-sales/${saleNo}/payment`, bank),
  );
}

export function useSaleRepaid(saleNo: string) {
  const postOnce = usePostOnce();
  return useChange((bankReference: string) =>
    postOnce(`/staff/card-sales/${saleNo}/repayment`, { bankReference }),
  );
}

export const useUnlock = (serial: string) =>
  useChange((reason: string) => post<Card>(`/staff/cards/${serial}/unlock`, { reason }));
