import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Answer } from '../../api/answers.ts';
import { post } from '../../api/http.ts';
import { useMay } from '../../app/session.tsx';

type Presence = Answer<'POST /staff/cases/:caseNo/presence'>;
export type Other = Presence['others'][number];

/** Whoever has said nothing for half a minute counts as gone. */
const everyMs = 10_000;

const pathOf = (caseNo: string) => `/staff/cases/${caseNo}/presence`;

/** A beacon goes out even when the whole page is left. */
function sayGone(caseNo: string): void {
  const body = new Blob([JSON.stringify({ doing: 'gone' })], { type: 'application/json' });
  navigator.sendBeacon(`/api/v1${pathOf(caseNo)}`, body);
}

/** Says every ten seconds that this page is open, and for what; answers who else has the case open. */
export function useOthers(caseNo: string, writing: boolean): Other[] {
  const may = useMay()('POST /staff/cases/:caseNo/presence');
  const { data } = useQuery({
    queryKey: ['presence', caseNo, writing],
    queryFn: () => post<Presence>(pathOf(caseNo), { doing: writing ? 'writing' : 'reading' }),
    refetchInterval: everyMs,
    // Half-written words in a tab behind are still being written.
    refetchIntervalInBackground: true,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    enabled: may,
    placeholderData: previous => previous,
  });
  useEffect(() => {
    if (!may) return;
    const leave = () => sayGone(caseNo);
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, [caseNo, may]);
  return data?.others ?? [];
}
