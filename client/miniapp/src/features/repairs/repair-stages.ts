import type { CaseRepair } from '@api/types';
import type { Stage } from '@/components/stage-line';
import { moment } from '@/i18n/formats';
import type { Translate } from '@/i18n/texts';

type Repair = NonNullable<CaseRepair['repair']>;

/** Reported → on the way → there → mended: what is done, and by when the rest comes. */
export function repairStagesOf(repair: Repair, t: Translate): Stage[] {
  const { status, openedAt, acceptedAt, arrivedAt, arriveDueAt, doneAt, restoreDueAt } = repair;
  const at = (instant: string | null) => (instant ? moment(instant, t.language) : undefined);
  const underWay = status !== 'waiting' && status !== 'returned' && status !== 'dispatched';
  const steps = [
    { name: t('repair.stage.reported'), done: true, detail: at(openedAt) },
    { name: t('repair.stage.on-way'), done: underWay, detail: underWay ? at(acceptedAt) : undefined },
    {
      name: t('repair.stage.there'),
      done: arrivedAt !== null,
      detail: at(arrivedAt) ?? t('repair.stage.there-by', { time: moment(arriveDueAt, t.language) }),
    },
    {
      name: t('repair.stage.mended'),
      done: doneAt !== null,
      detail: at(doneAt) ?? t('repair.stage.mended-by', { time: moment(restoreDueAt, t.language) }),
    },
  ];
  const next = steps.findIndex(({ done }) => !done);
  return steps.map(({ name, done, detail }, index) => ({
    name,
    state: done ? 'done' : index === next ? (status === 'cancelled' ? 'stopped' : 'now') : 'later',
    ...(detail && (done || status !== 'cancelled') ? { detail } : {}),
  }));
}
