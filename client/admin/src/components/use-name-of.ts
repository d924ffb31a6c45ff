import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../api/answers.ts';
import { get } from '../api/http.ts';
import { useTexts } from '../i18n/index.tsx';
import { called } from './called.ts';

/** Who did something, by the name colleagues know: for whatever says so, in every table. */
export function useNameOf(): (actor: string) => string {
  const { t } = useTexts();
  const { data } = useQuery({
    queryKey: ['staff', 'names'],
    queryFn: () => get<Answer<'GET /staff/names'>>('/staff/names'),
    staleTime: 300_000,
  });
  return actor => {
    if (actor === 'system') return t('name.system');
    if (actor.startsWith('system:'))
      return t('name.connected-system', { code: actor.slice('system:'.length) });
    if (/^person(:|$)/.test(actor)) return t('name.customer');
    return called(actor, data?.names ?? []);
  };
}
