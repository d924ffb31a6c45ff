import type { ServiceCase } from '@api/types';
import type { Stage } from '@/components/stage-line';
import { moment } from '@/i18n/formats';
import type { Translate } from '@/i18n/texts';

type Told = Pick<
  ServiceCase,
  'status' | 'openedAt' | 'owner' | 'contactDueAt' | 'contactedAt' | 'promisedAt' | 'answeredAt' | 'closedAt'
>;

/** Received → taken → talked (where that is owed) → answered → closed: what is done, and by when the rest comes. */
export function stagesOf(told: Told, t: Translate): Stage[] {
  const { status, openedAt, owner, contactDueAt, contactedAt, promisedAt, answeredAt, closedAt } = told;
  const at = (instant: string | null) => (instant ? moment(instant, t.language) : undefined);
  const stopped = status === 'withdrawn' || status === 'merged';
  const steps = [
    { name: t('case.stage.received'), done: true, detail: at(openedAt) },
    { name: t('case.stage.taken'), done: owner !== null, detail: undefined },
    ...(contactDueAt
      ? [
          {
            name: t('case.stage.contacted'),
            done: contactedAt !== null,
            detail: at(contactedAt) ?? t('case.stage.contact-by', { time: moment(contactDueAt, t.language) }),
          },
        ]
      : []),
    {
      name: t('case.stage.answered'),
      done: answeredAt !== null,
      detail: at(answeredAt) ?? t('case.stage.answer-by', { time: moment(promisedAt, t.language) }),
    },
    { name: t('case.stage.closed'), done: status === 'closed', detail: at(closedAt) },
  ];
  const next = steps.findIndex(({ done }) => !done);
  return steps.map(({ name, done, detail }, index) => ({
    name,
    state: done ? 'done' : index === next ? (stopped ? 'stopped' : 'now') : 'later',
    ...(detail && !(stopped && !done) ? { detail } : {}),
  }));
}
