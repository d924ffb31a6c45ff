import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../api/answers.ts';
import { get } from '../api/http.ts';
import { useMay } from '../app/session.tsx';

/** What colleagues call a member of staff; whoever is not among them stays what they sign in as. */
export function useNameOf(): (actor: string) => string {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ['cases', 'colleagues'],
    queryFn: () => get<Answer<'GET /staff/cases/colleagues'>>('/staff/cases/colleagues'),
    enabled: may('GET /staff/cases/colleagues'),
    staleTime: 300_000,
  });
  return actor => {
    const name = actor.replace('staff:', '');
    return data?.colleagues.find(({ username }) => username === name)?.displayName ?? name;
  };
}
