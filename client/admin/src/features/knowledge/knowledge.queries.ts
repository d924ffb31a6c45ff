import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, post, put } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';

export type ListedArticle = Answer<'GET /staff/knowledge'>['articles'][number];
export type ArticleFile = Answer<'GET /staff/knowledge/:code'>;
export type ArticleVersion = ArticleFile['versions'][number];
export type NewArticle = Body<'POST /staff/knowledge'>;
type ArticleContent = Body<'PUT /staff/knowledge/:code/draft'>;
type Decision =
  | Body<'POST /staff/knowledge/:code/decisions'>
  | Body<'POST /staff/knowledge/:code/submission'>;

export function useArticles(wish: { q?: string | undefined; section?: string | undefined }) {
  return useQuery({
    queryKey: ['knowledge', wish],
    queryFn: () => get<Answer<'GET /staff/knowledge'>>('/staff/knowledge', wish),
    placeholderData: previous => previous,
  });
}

/** What fits the words of a case, or the words that were typed instead. */
export function useFitting({ words, kind, q }: { words: string; kind: string; q: string }) {
  return useQuery({
    queryKey: ['knowledge', 'fitting', words, kind, q],
    queryFn: () =>
      q
        ? get<Answer<'GET /staff/knowledge'>>('/staff/knowledge', { q })
        : post<Answer<'GET /staff/knowledge'>>('/staff/knowledge/suggestions', {
            text: words.slice(0, 500),
            kind,
          }),
    placeholderData: previous => previous,
  });
}

export function useArticle(code: string) {
  return useQuery({
    queryKey: ['knowledge', 'article', code],
    queryFn: () => get<ArticleFile>(`/staff/knowledge/${code}`),
  });
}

function useForget() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['knowledge'] });
}

export function useAddArticle() {
  const forget = useForget();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (article: NewArticle) => postOnce<ArticleFile>('/staff/knowledge', article),
    onSettled: forget,
  });
}

export function useWriteDraft(code: string) {
  const forget = useForget();
  return useMutation({
    mutationFn: (content: ArticleContent) => put<ArticleFile>(`/staff/knowledge/${code}/draft`, content),
    onSettled: forget,
  });
}

export function useDecide(code: string) {
  const forget = useForget();
  return useMutation({
    mutationFn: (decision: Decision) =>
      post<ArticleFile>(
        `/staff/knowledge/${code}/${decision.act === 'submit' ? 'submission' : 'decisions'}`,
        decision,
      ),
    onSettled: forget,
  });
}

/** What somebody else has handed in, for a second person to look at. */
export async function readSubmitted(): Promise<{ count: number }> {
  const { articles } = await get<Answer<'GET /staff/knowledge'>>('/staff/knowledge');
  return { count: articles.filter(({ state }) => state === 'submitted').length };
}
