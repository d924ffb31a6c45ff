import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, post, put } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { type WaitingCount, waitingAt } from '../../app/feature.ts';

export type Tariffs = Answer<'GET /staff/tariffs'>;
export type Tariff = Tariffs['tariffs'][number];
export type Edition = Tariff['versions'][number];
export type TariffDraft = Tariffs['drafts'][number];
export type Rules = Edition['rules'];
export type DraftContent = Body<'POST /staff/tariffs/:regionCode/:category/drafts'>;
export type Trial = Answer<'POST /staff/tariff-trials'>;

export async function readWaitingDrafts(): Promise<WaitingCount> {
  const { drafts } = await get<Tariffs>('/staff/tariffs');
  const open = drafts.filter(draft => draft.status === 'draft');
  return { count: open.length, oldestAt: open.map(draft => draft.createdAt).sort()[0] ?? null };
}

export function useTariffs() {
  return useQuery({ queryKey: ['tariffs'], queryFn: () => get<Tariffs>('/staff/tariffs') });
}

function useFresh() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [['tariffs'], ...waitingAt('/tariffs')].map(queryKey => client.invalidateQueries({ queryKey })),
    );
}

/** Of a draft that is there already, or a new one. */
export function useSaveDraft({ regionCode, category }: Tariff, draft: TariffDraft | undefined) {
  const onSuccess = useFresh();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (content: DraftContent) =>
      draft
        ? put<TariffDraft>(`/staff/tariff-drafts/${draft.id}`, content)
        : postOnce<TariffDraft>(`/staff/tariffs/${regionCode}/${category}/drafts`, content),
    onSuccess,
  });
}

export function useDecideDraft(id: number) {
  const onSuccess = useFresh();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: ({ decision, ...body }: { decision: 'approval' } | { decision: 'discard'; reason: string }) =>
      postOnce<TariffDraft>(`/staff/tariff-drafts/${id}/${decision}`, body),
    onSuccess,
  });
}

export function useTrial({ regionCode, category }: Pick<Tariff, 'regionCode' | 'category'>) {
  return useMutation({
    mutationFn: (rules: Rules) =>
      post<Trial>('/staff/tariff-trials', {
        regionCode,
        category,
        rules,
      } as Body<'POST /staff/tariff-trials'>),
  });
}
