import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { waitingAt } from '../../app/feature.ts';

export type Queue = Answer<'GET /staff/cases'>;
export type QueueCase = Queue['cases'][number];
export type CaseFile = Answer<'GET /staff/cases/:caseNo'>;
export type CaseAct = CaseFile['acts'][number];
export type TypedIn = Body<'POST /staff/cases'>;
type Figures = Answer<'GET /staff/cases/figures'>;

/** What the queue can be narrowed by, as it stands in the address. */
export const filterNames = [
  'kind',
  'source',
  'grade',
  'complaintClass',
  'status',
  'area',
  'owner',
  'from',
  'to',
] as const;
export type FilterName = (typeof filterNames)[number];

export type QueueWish = { view: string; q: string; page: number } & Record<FilterName, string>;

export function useQueue(wish: QueueWish) {
  return useQuery({
    queryKey: ['cases', wish],
    queryFn: () => get<Queue>('/staff/cases', { ...wish }),
    placeholderData: previous => previous,
    refetchInterval: 30_000,
  });
}

async function readView(
  view: 'unassigned' | 'overdue' | 'mentioned',
): Promise<{ count: number; oldestAt: string | null }> {
  const { cases, counts } = await get<Queue>('/staff/cases', { view, page: 1 });
  return { count: counts[view] ?? 0, oldestAt: cases[0]?.openedAt ?? null };
}
export const readUnassigned = () => readView('unassigned');
export const readOverdue = () => readView('overdue');
export const readMentioned = () => readView('mentioned');

export function useCaseFile(caseNo: string) {
  return useQuery({
    queryKey: ['case', caseNo],
    queryFn: () => get<CaseFile>(`/staff/cases/${caseNo}`),
  });
}

export function useQueueAreas() {
  return useQuery({
    queryKey: ['cases', 'areas'],
    queryFn: () => get<Answer<'GET /staff/cases/areas'>>('/staff/cases/areas'),
    staleTime: 300_000,
  });
}

export function useFigures() {
  return useQuery({
    queryKey: ['cases', 'figures'],
    queryFn: () => get<Figures>('/staff/cases/figures', { days: 30 }),
  });
}

export type Board = Answer<'GET /staff/cases/board'>;

export function useBoard(days: number) {
  return useQuery({
    queryKey: ['cases', 'board', days],
    queryFn: () => get<Board>('/staff/cases/board', { days }),
    placeholderData: previous => previous,
  });
}

/** Words to begin an answer with: of this order type, and those for all. */
export function useReplyTemplates(kind: string) {
  return useQuery({
    queryKey: ['reply-templates'],
    queryFn: () => get<Answer<'GET /staff/reply-templates'>>('/staff/reply-templates'),
    select: ({ templates }) => templates.filter(template => template.kind === null || template.kind === kind),
  });
}

export function useColleagues() {
  return useQuery({
    queryKey: ['cases', 'colleagues'],
    queryFn: () => get<Answer<'GET /staff/cases/colleagues'>>('/staff/cases/colleagues'),
  });
}

function useForgetLists() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [
        ['cases'],
        ['case'],
        ...waitingAt('/cases?view=unassigned', '/cases?view=overdue', '/cases?view=mentioned', '/follow-ups'),
      ].map(queryKey => client.invalidateQueries({ queryKey })),
    );
}

/** The version that was on the screen goes along, so that nobody writes over what a colleague has just done. */
export function useCaseAct({ caseNo, version }: Pick<CaseFile, 'caseNo' | 'version'>) {
  const forget = useForgetLists();
  return useMutation({
    mutationFn: (act: { act: CaseAct } & Record<string, unknown>) =>
      post<CaseFile>(`/staff/cases/${caseNo}/acts`, { version, ...act }),
    onSettled: forget,
  });
}

type Macros = Answer<'GET /staff/case-macros'>;
export type Macro = Macros['macros'][number];

/** Those for this order type and for all, as far as they begin with the state the case is in. */
export function useMacrosFor({ kind, status }: Pick<CaseFile, 'kind' | 'status'>) {
  return useQuery({
    queryKey: ['case-macros'],
    queryFn: () => get<Macros>('/staff/case-macros'),
    select: ({ macros }) =>
      macros.filter(macro => (macro.kind === null || macro.kind === kind) && macro.starts.includes(status)),
  });
}

export function useRunMacro({ caseNo, version }: Pick<CaseFile, 'caseNo' | 'version'>) {
  const forget = useForgetLists();
  return useMutation({
    mutationFn: (run: { macroId: number; words: (string | null)[]; to?: string | undefined }) =>
      post<Answer<'POST /staff/cases/:caseNo/macro-runs'>>(`/staff/cases/${caseNo}/macro-runs`, {
        version,
        ...run,
      }),
    onSettled: forget,
  });
}

export function useTypeIn() {
  const forget = useForgetLists();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (typed: TypedIn) => postOnce<CaseFile>('/staff/cases', typed),
    onSettled: forget,
  });
}
