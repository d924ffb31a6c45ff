import type { HouseholdPreview } from '@api/types';
import { useState } from 'react';
import { getConfig, previewHousehold } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { FoundStep } from '@/features/household/found-step';
import { NumberStep } from '@/features/household/number-step';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';

export default function BindPage() {
  const t = useTexts();
  const config = useResource('config', getConfig);
  const [accountNo, setAccountNo] = useState('');
  const [preview, setPreview] = useState<HouseholdPreview | null>(null);
  const { error, run, clear } = useBusy();
  const change = (typed: string) => {
    setAccountNo(typed);
    setPreview(null);
    clear();
  };
  const find = () => run(async () => setPreview(await previewHousehold(accountNo)));
  return (
    <Page title={t('bind.title')}>
      <ResourceView of={config}>
        {({ regions }) => (
          <NumberStep regions={regions} value={accountNo} onChange={change} onFind={() => void find()} />
        )}
      </ResourceView>
      {error && <ErrorState error={error} onRetry={() => void find()} />}
      {preview && <FoundStep key={preview.accountNo} preview={preview} />}
    </Page>
  );
}
