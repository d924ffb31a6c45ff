import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer, Body } from '../../api/answers.ts';
import { get, idempotencyKey, post } from '../../api/http.ts';

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
  const [key, setKey] = useState(idempotencyKey);
  return useMutation({
    mutationFn: ({ totalKwh, peakKwh, valleyKwh, reason }: CorrectionEntry) =>
      post(
        `${placeOf(assetNo, day)}/correction`,
        // An empty field is a register that is not told.
        { totalKwh, peakKwh: peakKwh || undefined, valleyKwh: valleyKwh || undefined, reason: reason.trim() },
        { 'Idempotency-Key': key },
      ),
    // A refusal is this entry's answer: the next one is another request.
    onError: () => setKey(idempotencyKey()),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['reading', assetNo] }),
        client.invalidateQueries({ queryKey: ['account-usage'] }),
      ]),
  });
}
