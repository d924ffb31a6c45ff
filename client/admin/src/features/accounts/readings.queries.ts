import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';

export type ReadingFile = Answer<'GET /staff/readings/:assetNo/:readOn'>;
export type CorrectionEntry = Body<'POST /staff/readings/:assetNo/:readOn/correction'>;

const placeOf = (assetNo: string, day: string) => `/staff/readings/${assetNo}/${day}`;

export function useReading(assetNo: string, day: string) {
  return useQuery({
    queryKey: ['reading', assetNo, day],
    queryFn: () => get<ReadingFile>(placeOf(assetNo, day)),
    enabled: day !== '',
    // No reading of that day is an answer, and bills may have been reversed a moment ago.
    retry: false,
    staleTime: 0,
  });
}

export function useCorrectReading(assetNo: string, day: string) {
  const client = useQueryClient();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: ({ totalKwh, peakKwh, valleyKwh, reason }: CorrectionEntry) =>
      postOnce(`${placeOf(assetNo, day)}/correction`, {
        totalKwh,
        // An empty field is a register that is not told.
        peakKwh: peakKwh || undefined,
        valleyKwh: valleyKwh || undefined,
        reason: reason.trim(),
      }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['reading', assetNo] }),
        client.invalidateQueries({ queryKey: ['account-usage'] }),
      ]),
  });
}
