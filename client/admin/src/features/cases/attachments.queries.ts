import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get, idempotencyKey } from '../../api/http.ts';
import { upload } from '../../api/upload.ts';

type Attachments = Answer<'GET /staff/cases/:caseNo/attachments'>;
export type Attachment = Attachments['attachments'][number];

export function useAttachments(caseNo: string) {
  return useQuery({
    queryKey: ['case', caseNo, 'attachments'],
    queryFn: () => get<Attachments>(`/staff/cases/${caseNo}/attachments`),
  });
}

export function useAttach(caseNo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, reader }: { file: File; reader: 'customer' | 'colleagues' }) =>
      upload<Attachments>(`/staff/cases/${caseNo}/attachments`, { for: reader }, file, () => {}, {
        'Idempotency-Key': idempotencyKey(),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', caseNo] }),
  });
}

export const attachmentUrl = (caseNo: string, documentId: string) =>
  `/api/v1/staff/cases/${caseNo}/attachments/${documentId}`;
