import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, idempotencyKey, post, put } from '../../api/http.ts';
import { type Waiting, waitingKey } from '../../app/feature.ts';

type Inbox = Answer<'GET /staff/applications'>;
export type ApplicationLine = Inbox['cases'][number];
export type ApplicationFile = Answer<'GET /staff/applications/:caseNo'>;
export type Board = Answer<'GET /staff/application-board'>;
export type Visit = Answer<'GET /staff/site-visits'>['visits'][number];
export type FormerHolder = Answer<'GET /staff/final-bills'>['holders'][number];
export type Figures = Answer<'GET /staff/application-figures'>;
export type MeterEntry = Body<'POST /staff/applications/:caseNo/meter'>;
export type ReadingEntry = Body<'POST /staff/applications/:caseNo/reading'>;
export type InspectionEntry = Body<'POST /staff/applications/:caseNo/inspections'>;
export type ReturnEntry = Body<'POST /staff/applications/:caseNo/return'>;

export interface InboxWish {
  scope: 'mine' | 'managed' | 'team' | 'all';
  stage?: string | undefined;
  kind?: string | undefined;
  district?: string | undefined;
  urgency?: string | undefined;
  unowned?: string | undefined;
  caseNo?: string | undefined;
  after?: string | undefined;
}

export function useInbox(wish: InboxWish) {
  return useQuery({
    queryKey: ['applications', wish],
    queryFn: () => get<Inbox>('/staff/applications', { ...wish }),
    placeholderData: previous => previous,
    refetchInterval: 30_000,
  });
}

async function readToTake(): Promise<{ count: number; oldestAt: string | null }> {
  const { count, oldestAt } = await get<Answer<'GET /staff/applications-to-take'>>(
    '/staff/applications-to-take',
  );
  return { count, oldestAt };
}

/** What waits to be taken: the one count that a deed changes. */
export const toTake: Waiting = {
  name: { zh: '申请待接手', en: 'Applications to take' },
  to: '/applications?unowned=true',
  needs: 'GET /staff/applications-to-take',
  read: readToTake,
};

/** The answer of a deed is the whole file: nobody waits for the lists beside it to be read again. */
export function readAgain(client: QueryClient, caseNo: string): void {
  for (const queryKey of [['applications'], ['application', caseNo], waitingKey(toTake)])
    void client.invalidateQueries({ queryKey });
}

export function useBoard(team: string | undefined) {
  return useQuery({
    queryKey: ['applications', 'board', team],
    queryFn: () => get<Board>('/staff/application-board', { team }),
    placeholderData: previous => previous,
    refetchInterval: 15_000,
  });
}

export function useApplication(caseNo: string) {
  return useQuery({
    queryKey: ['application', caseNo],
    queryFn: () => get<ApplicationFile>(`/staff/applications/${caseNo}`),
  });
}

/** Half days on which the team can come; asked for anew each time, as others book as well. */
export function useSlots(caseNo: string) {
  return useQuery({
    queryKey: ['application', caseNo, 'slots'],
    queryFn: async () =>
      (await get<Answer<'GET /staff/applications/:caseNo/slots'>>(`/staff/applications/${caseNo}/slots`))
        .slots,
    staleTime: 0,
  });
}

export function useVisits(from: string, to: string) {
  return useQuery({
    queryKey: ['applications', 'visits', from, to],
    queryFn: () => get<{ visits: Visit[] }>('/staff/site-visits', { from, to }),
  });
}

export function useFigures(from: string, to: string) {
  return useQuery({
    queryKey: ['applications', 'figures', from, to],
    queryFn: () => get<Figures>('/staff/application-figures', { from, to }),
  });
}

export type EndingSupply = Answer<'GET /staff/temporary-supplies'>['supplies'][number];

const readEnding = (page: number) =>
  get<Answer<'GET /staff/temporary-supplies'>>('/staff/temporary-supplies', { page });

export function useFormerHolders(page: number) {
  return useQuery({
    queryKey: ['applications', 'former-holders', page],
    queryFn: () => get<Answer<'GET /staff/final-bills'>>('/staff/final-bills', { page }),
    placeholderData: previous => previous,
  });
}

export function useEndingSupplies(page: number) {
  return useQuery({
    queryKey: ['applications', 'ending-supplies', page],
    queryFn: () => readEnding(page),
    placeholderData: previous => previous,
    staleTime: 60_000,
  });
}

/** What ends soon, and is not on its way to be ended. */
export const toEnd: Waiting = {
  name: { zh: '临时用电将到期', en: 'Temporary supplies that end' },
  to: '/applications?scope=managed',
  needs: 'GET /staff/temporary-supplies',
  read: async () => ({ count: (await readEnding(1)).toEnd, oldestAt: null }),
};

export function useKinds() {
  return useQuery({
    queryKey: ['applications', 'kinds'],
    queryFn: () => get<Answer<'GET /staff/application-kinds'>>('/staff/application-kinds'),
    staleTime: 60_000,
  });
}

export function useTeams() {
  return useQuery({
    queryKey: ['applications', 'teams'],
    queryFn: () => get<Answer<'GET /staff/service-teams'>>('/staff/service-teams'),
    staleTime: 60_000,
  });
}

export type Kind = Answer<'GET /staff/application-kinds'>['kinds'][number];
export type Team = Answer<'GET /staff/service-teams'>['teams'][number];

export function useAddKind() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (definition: Record<string, unknown>) =>
      post('/staff/application-kinds', { definition }, { 'Idempotency-Key': idempotencyKey() }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['applications', 'kinds'] }),
  });
}

export function usePutTeam() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ code, team }: { code: string; team: Body<'PUT /staff/service-teams/:code'> }) =>
      put(`/staff/service-teams/${code}`, team),
    onSuccess: () => client.invalidateQueries({ queryKey: ['applications', 'teams'] }),
  });
}

export type Deed =
  | 'take'
  | 'hand-over'
  | 'return'
  | 'moves'
  | 'ending'
  | 'appointment'
  | 'fees'
  | 'inspections'
  | 'visit'
  | 'meter'
  | 'reading';

/** Whatever is done to one application; the answer is what it has become. */
export function useDeed(caseNo: string, deed: Deed) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: object = {}) => post<ApplicationFile>(`/staff/applications/${caseNo}/${deed}`, body),
    onSuccess: file => client.setQueryData(['application', caseNo], file),
    onSettled: () => readAgain(client, caseNo),
  });
}

export function useReveal(caseNo: string) {
  return useMutation({
    mutationFn: (reason: string) =>
      post<Answer<'POST /staff/applications/:caseNo/reveal'>>(`/staff/applications/${caseNo}/reveal`, {
        reason,
      }),
  });
}

export const documentUrl = (caseNo: string, documentId: string) =>
  `/api/v1/staff/applications/${caseNo}/documents/${documentId}`;
