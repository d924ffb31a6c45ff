import type { Application } from '@api/types';
import type { Stage } from '@/components/stage-line';
import { day, moment } from '@/i18n/formats';
import type { Translate } from '@/i18n/texts';
import { inLanguage } from './in-language';

/** While only a day is waited for nothing is wanted from the customer. */
export const statusShown = ({ status, wanted }: { status: Application['status']; wanted: unknown }) =>
  status === 'waiting' && wanted === null ? 'open' : status;

/** Who follows is waited for by nobody. */
export const statusName = (one: Pick<Told, 'status' | 'following'> & { wanted: unknown }, t: Translate) => {
  const status = statusShown(one);
  return t(
    one.following && status === 'waiting' ? 'apply.status.waiting-for-applicant' : `apply.status.${status}`,
  );
};

type Told = Pick<Application, 'status' | 'wanted' | 'timeline' | 'following'>;

/** Every step by name: what is done and when, where it stands and by when, and what is the customer's own. */
export function stagesOf({ status, wanted, timeline, following }: Told, t: Translate): Stage[] {
  const stopped = status === 'refused' || status === 'withdrawn';
  const next = timeline.findIndex(({ state }) => state !== 'done');
  return timeline.map(({ name, message, state, by, doneAt, dueOn }, index) => {
    const detail =
      state === 'done'
        ? doneAt && moment(doneAt, t.language)
        : stopped
          ? null
          : [
              // It tells the applicant what to do.
              state === 'now' && !following && message && inLanguage(message, t),
              state === 'now' && status === 'waiting' && wanted === null
                ? null
                : by === 'customer'
                  ? t(following ? 'apply.by.applicant' : 'apply.by.you')
                  : dueOn && t('apply.step.due', { day: day(dueOn, t.language) }),
            ]
              .filter(Boolean)
              .join(' · ');
    return {
      name: inLanguage(name, t),
      state:
        state === 'done' ? 'done' : stopped && index === next ? 'stopped' : state === 'now' ? 'now' : 'later',
      ...(detail ? { detail } : {}),
    };
  });
}
