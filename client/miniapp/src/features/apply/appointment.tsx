import type { Application, VisitSlot } from '@api/types';
import { bookVisit, getSlots } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { ResourceView } from '@/components/resource-view';
import { Box } from '@/elements/elements';
import { day } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';

interface AppointmentProps {
  shown: Application;
  onChanged: (changed: Application) => void;
}

/** 预约上门: a half day on which somebody comes; another one gives the first back. */
export function Appointment({ shown: { caseNo, visit }, onChanged }: AppointmentProps) {
  const t = useTexts();
  const slots = useResource(`slots:${caseNo}`, () => getSlots(caseNo));
  const { busy, error, run } = useBusy();
  const book = (chosen: string) =>
    run(async () => {
      const [on, part] = chosen.split(' ') as [string, VisitSlot['part']];
      onChanged(await bookVisit(caseNo, { on, part }));
      await slots.reload();
    });
  const booked = visit?.status === 'booked' ? visit : null;
  return (
    <Card title={t('apply.visit')}>
      <Box live="polite">
        {booked
          ? t('apply.visit.booked', { day: day(booked.on, t.language), part: t(`apply.part.${booked.part}`) })
          : t('apply.visit.choose')}
      </Box>
      {visit?.status === 'missed' && <Box>{t('apply.visit.missed')}</Box>}
      <Box className="above-space">
        <ResourceView of={slots} skeleton={{ lines: 2 }}>
          {list => (
            <Choice
              label={t('apply.visit')}
              value={booked ? `${booked.on} ${booked.part}` : null}
              options={list
                .filter(({ on, part, free }) => free > 0 || (booked?.on === on && booked.part === part))
                .map(({ on, part }) => ({
                  value: `${on} ${part}`,
                  name: `${day(on, t.language)} ${t(`apply.part.${part}`)}`,
                }))}
              onChange={chosen => void (busy || book(chosen))}
            />
          )}
        </ResourceView>
      </Box>
      {error && <ErrorState error={error} onRetry={() => void slots.reload()} />}
    </Card>
  );
}
