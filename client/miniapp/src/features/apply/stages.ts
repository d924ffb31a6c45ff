import type { Application } from '@api/types';
import type { Stage } from '@/components/stage-line';
import { day, moment } from '@/i18n/formats';
import type { Translate } from '@/i18n/texts';
import { inLanguage } from './in-language';

type Told = Pick<Application, 'status' | 'timeline'>;

/** Every step by name: what is done and when, where it stands and by when, and what is the customer's own. */
export function stagesOf({ status, timeline }: Told, t: Translate): Stage[] {
  const stopped = status === 'refused' || status === 'withdrawn';
  const next = timeline.findIndex(({ state }) => state !== 'done');
  return timeline.map(({ name, message, state, by, doneAt, dueOn }, index) => {
    const detail =
      state === 'done'
        ? doneAt && moment(doneAt, t.language)
        : stopped
          ? null
          : [
              state === 'now' && message && inLanguage(message, t),
              by === 'customer'
                ? t('apply.by.you')
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
