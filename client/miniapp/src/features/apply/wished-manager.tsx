import type { Application } from '@api/types';
import { getServiceStars, wishManager } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Box } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';

interface WishedManagerProps {
  shown: Application;
  onChanged: (saved: Application) => void;
}

const anybody = 'anybody';

/** 自选客户经理: one of the latest service stars, or whoever takes it; nothing where no stars are published. */
export function WishedManager({ shown: { caseNo, wished }, onChanged }: WishedManagerProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const stars = useResource('stars', getServiceStars).data?.[0]?.stars ?? [];
  // Who was chosen and is no star any more stays chosen.
  const people = wished && !stars.some(({ id }) => id === wished.id) ? [wished, ...stars] : stars;
  if (people.length === 0) return null;
  const choose = (value: string) =>
    run(async () => onChanged(await wishManager(caseNo, value === anybody ? null : value)));
  return (
    <Card title={t('apply.wished')}>
      <Box className="quiet">{t('apply.wished.how')}</Box>
      <Choice
        label={t('apply.wished')}
        value={wished?.id ?? anybody}
        options={[
          { value: anybody, name: t('apply.wished.anybody') },
          ...people.map(({ id, name }) => ({ value: id, name })),
        ]}
        onChange={value => (busy ? undefined : void choose(value))}
      />
      {error && <ErrorState error={error} />}
    </Card>
  );
}
