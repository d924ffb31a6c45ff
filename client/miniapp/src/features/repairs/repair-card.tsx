import { useCallback } from 'react';
import { getCaseRepair } from '@/api/hall';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { StageLine } from '@/components/stage-line';
import { Box } from '@/elements/elements';
import { repairStagesOf } from '@/features/repairs/repair-stages';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';
import { useWhileWaiting } from '@/state/use-while-waiting';

/** Who comes and by when; asked again by itself while somebody is on the way. */
export function RepairCard({ caseNo, onMoved }: { caseNo: string; onMoved: () => Promise<void> }) {
  const t = useTexts();
  const found = useResource(`case-repair:${caseNo}`, () => getCaseRepair(caseNo));
  const repair = found.data?.repair;
  const ended = repair === null || (repair?.doneAt ?? null) !== null || repair?.status === 'cancelled';
  const { reload } = found;
  const ask = useCallback(async () => {
    await reload();
    await onMoved();
  }, [reload, onMoved]);
  useWhileWaiting(!ended, ask);
  if (!repair) return null;
  const { team, crew, place, reports } = repair;
  return (
    <Card title={t('repair.title')}>
      <Box live="polite">{t(`repair.status.${repair.status}`)}</Box>
      <StageLine label={t('repair.title')} stages={repairStagesOf(repair, t)} />
      <Facts>
        {team && <Fact name={t('repair.team')}>{[team, crew].filter(Boolean).join(' ')}</Fact>}
        {place && <Fact name={t('repair.place')}>{place}</Fact>}
        {reports > 1 && (
          <Fact name={t('repair.reports')}>{t('repair.reports.count', { count: reports })}</Fact>
        )}
      </Facts>
    </Card>
  );
}
