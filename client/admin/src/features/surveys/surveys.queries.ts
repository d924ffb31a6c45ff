import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';

export type SurveyRow = Answer<'GET /staff/surveys'>['surveys'][number];
export type SurveyFile = Answer<'GET /staff/surveys/:surveyNo'>;
export type NewSurvey = Body<'POST /staff/surveys'>;
export type Result = NonNullable<SurveyFile['results']>[number];

export function useSurveys() {
  return useQuery({ queryKey: ['surveys'], queryFn: () => get<{ surveys: SurveyRow[] }>('/staff/surveys') });
}

export function useSurvey(surveyNo: string) {
  return useQuery({
    queryKey: ['surveys', surveyNo],
    queryFn: () => get<SurveyFile>(`/staff/surveys/${surveyNo}`),
  });
}

export function useWriteSurvey() {
  const client = useQueryClient();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (survey: NewSurvey) => postOnce<SurveyFile>('/staff/surveys', survey),
    onSettled: () => client.invalidateQueries({ queryKey: ['surveys'] }),
  });
}

export function usePublishSurvey(surveyNo: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<SurveyFile>(`/staff/surveys/${surveyNo}/publication`),
    onSettled: () => client.invalidateQueries({ queryKey: ['surveys'] }),
  });
}

export const percentOf = (part: number, whole: number) =>
  whole === 0 ? 0 : Math.round((part * 100) / whole);
