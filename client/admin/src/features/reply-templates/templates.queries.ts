import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';

type Templates = Answer<'GET /staff/reply-templates'>;
export type Template = Templates['templates'][number];
type Macros = Answer<'GET /staff/case-macros'>;
export type Macro = Macros['macros'][number];

export const useTemplates = () =>
  useQuery({ queryKey: ['reply-templates'], queryFn: () => get<Templates>('/staff/reply-templates') });

export const useMacros = () =>
  useQuery({ queryKey: ['case-macros'], queryFn: () => get<Macros>('/staff/case-macros') });

/** Writes or retires a template or a macro; both lists are read again. */
export function useChange() {
  const client = useQueryClient();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: ({ path, body = {} }: { path: string; body?: object }) => postOnce(`/staff/${path}`, body),
    onSettled: () =>
      Promise.all(
        [['reply-templates'], ['case-macros']].map(queryKey => client.invalidateQueries({ queryKey })),
      ),
  });
}
