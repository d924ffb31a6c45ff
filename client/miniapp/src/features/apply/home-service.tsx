import type { Application } from '@api/types';
import { askHomeService } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Box } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

interface HomeServiceProps {
  shown: Application;
  onChanged: (saved: Application) => void;
}

/** For people who cannot come and for whom a telephone is not enough: nobody has to say why. */
export function HomeService({ shown, onChanged }: HomeServiceProps) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const wished = shown.homeService;
  const choose = (value: 'no' | 'yes') =>
    run(async () => onChanged(await askHomeService(shown.caseNo, value === 'yes')));
  return (
    <Card title={t('apply.home-service')}>
      <Box className="quiet">{t('apply.home-service.how')}</Box>
      <Choice
        label={t('apply.home-service')}
        value={wished ? 'yes' : 'no'}
        options={[
          { value: 'no', name: t('apply.home-service.no') },
          { value: 'yes', name: t('apply.home-service.yes') },
        ]}
        onChange={value => (busy ? undefined : void choose(value))}
      />
      {error && <ErrorState error={error} />}
    </Card>
  );
}
