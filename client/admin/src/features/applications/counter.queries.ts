import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, patch, post, remove } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';

export type CounterDraft = Answer<'GET /staff/counter-applications/:caseNo'>;
export type CounterLine = Answer<'GET /staff/counter-applications'>['drafts'][number];
export type CounterWish = Body<'POST /staff/counter-applications'>;
type CounterForm = Body<'PATCH /staff/counter-applications/:caseNo'>;

const path = (caseNo: string) => `/staff/counter-applications/${caseNo}`;

export const useCounterDrafts = () =>
  useQuery({
    queryKey: ['counter'],
    queryFn: () => get<{ drafts: CounterLine[] }>('/staff/counter-applications'),
  });

export const useCounterDraft = (caseNo: string) =>
  useQuery({ queryKey: ['counter', caseNo], queryFn: () => get<CounterDraft>(path(caseNo)) });

export function useBeginAtCounter() {
  const client = useQueryClient();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (wish: CounterWish) => postOnce<CounterDraft>('/staff/counter-applications', wish),
    onSuccess: () => client.invalidateQueries({ queryKey: ['counter'] }),
  });
}

/** Whatever changes a draft, or a case on its customer's behalf: what is shown of either is read anew. */
export function useCounterAct(caseNo: string) {
  const client = useQueryClient();
  const fresh = () =>
    Promise.all(
      [['counter'], ['application', caseNo], ['applications']].map(queryKey =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  const save = useMutation({
    mutationFn: (body: CounterForm) => patch(path(caseNo), body),
    onSuccess: fresh,
  });
  const act = useMutation({
    mutationFn: (name: 'submission' | 'answer' | 'confirmation') => post(`${path(caseNo)}/${name}`),
    onSuccess: fresh,
  });
  const end = useMutation({
    mutationFn: ({ how, reason }: { how: 'withdrawal' | 'appeal'; reason: string }) =>
      post(`${path(caseNo)}/${how}`, { reason }),
    onSuccess: fresh,
  });
  const discard = useMutation({
    mutationFn: () => remove(path(caseNo)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['counter'], exact: true }),
  });
  return { save, act, end, discard, fresh };
}
