import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../api/answers.ts';
import { get } from '../api/http.ts';
import { dayOf } from '../app/format.ts';
import { useTexts } from '../i18n/index.tsx';

/** Beside a deadline: in a year whose holidays nobody has put in it is counted by weekends alone, and may move once they are. */
export function WeekendsOnly({ until }: { until: string | null }) {
  const { t } = useTexts();
  const { data } = useQuery({
    queryKey: ['calendar'],
    queryFn: () => get<Answer<'GET /staff/calendar'>>('/staff/calendar'),
    staleTime: 600_000,
  });
  if (!data || !until) return null;
  const year = Number(dayOf(until).slice(0, 4));
  if (data.years.some(known => known.year === year)) return null;
  return <span className="soft">{t('calendar.weekends-only', { year })}</span>;
}
