import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Answer } from '../../api/answers.ts';
import { post } from '../../api/http.ts';
import { useMay } from '../../app/session.tsx';

type Presence = Answer<'POST /staff/cases/:caseNo/presence'>;
export type Other = Presence['others'][number];

/** Whoever has said nothing for half a minute counts as gone. */
const everyMs = 10_000;

/** Says every ten seconds that this page is open, and for what; answers who else has the case open. */
export function useOthers(caseNo: string, writing: boolean): Other[] {
  const may = useMay()('POST /staff/cases/:caseNo/presence');
  const be = (doing: 'reading' | 'writing' | 'gone') =>
    post<Presence>(`/staff/cases/${caseNo}/presence`, { doing });
  const { data } = useQuery({
    queryKey: ['presence', caseNo, writing],
    queryFn: () => be(writing ? 'writing' : 'reading'),
    refetchInterval: everyMs,
    // Half-written words in a tab behind are still being written.
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    enabled: may,
    placeholderData: previous => previous,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: one leaving for each case
  useEffect(() => {
    if (may) return () => void be('gone').catch(() => {});
  }, [caseNo, may]);
  return data?.others ?? [];
}
