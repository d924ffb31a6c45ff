import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';

type List = Answer<'GET /staff/disclosures'>;
export type ListedDisclosure = List['disclosures'][number];
export type DisclosureFile = Answer<'GET /staff/disclosures/:number'>;
export type Edition = DisclosureFile['editions'][number];
export type NewDisclosure = Body<'POST /staff/disclosures'>;
type Decision = Body<'POST /staff/disclosures/:number/decisions'>;

export function useDisclosures(wish: { q?: string | undefined; kind?: string | undefined }) {
  return useQuery({
    queryKey: ['disclosures', wish],
    queryFn: () => get<List>('/staff/disclosures', wish),
    placeholderData: previous => previous,
  });
}

export function useDisclosure(number: string) {
  return useQuery({
    queryKey: ['disclosures', 'one', number],
    queryFn: () => get<DisclosureFile>(`/staff/disclosures/${number}`),
  });
}

function useForget() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['disclosures'] });
}

/** A new one, or the next edition of the one with this number. */
export function useWrite(number: string | undefined) {
  const forget = useForget();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: ({ kind, ...content }: NewDisclosure) =>
      postOnce<DisclosureFile>(
        number ? `/staff/disclosures/${number}/editions` : '/staff/disclosures',
        number ? content : { kind, ...content },
      ),
    onSettled: forget,
  });
}

export function useDecide(number: string) {
  const forget = useForget();
  return useMutation({
    mutationFn: (decision: Decision) =>
      post<DisclosureFile>(`/staff/disclosures/${number}/decisions`, decision),
    onSettled: forget,
  });
}

export function useWithdraw(number: string) {
  const forget = useForget();
  return useMutation({
    mutationFn: (reason: string) =>
      post<DisclosureFile>(`/staff/disclosures/${number}/withdrawal`, { reason }),
    onSettled: forget,
  });
}

/** What somebody has handed in, for a second person to look at. */
export async function readProposed(): Promise<{ count: number }> {
  const { disclosures } = await get<List>('/staff/disclosures');
  const waits = disclosures.filter(({ newest, withdrawnAt }) => newest.status === 'proposed' && !withdrawnAt);
  return { count: waits.length };
}
