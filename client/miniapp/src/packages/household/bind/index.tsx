import type { Region } from '@api/types';
import { useState } from 'react';
import { getConfig } from '@/api/hall';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { isComplete, regionsOf } from '@/features/household/account-number';
import { FoundStep } from '@/features/household/found-step';
import { NumberStep } from '@/features/household/number-step';
import { usePreview } from '@/features/household/use-preview';
import { useTexts } from '@/i18n/texts';
import { useResource } from '@/state/resource';

export default function BindPage() {
  const t = useTexts();
  const config = useResource('config', getConfig);
  const [accountNo, setAccountNo] = useState('');
  const { preview, error, find, findSoon, forget } = usePreview();
  const change = (typed: string, regions: Region[]) => {
    setAccountNo(typed);
    forget();
    // A number is looked up without another tap: at once where it cannot go on, else when nothing more is typed.
    if (isComplete(typed, regions)) void find(typed);
    else if (regionsOf(typed, regions).length > 0) findSoon(typed);
  };
  return (
    <Page title={t('bind.title')}>
      <ResourceView of={config}>
        {({ regions }) => (
          <NumberStep
            regions={regions}
            value={accountNo}
            onChange={typed => change(typed, regions)}
            onFind={() => void find(accountNo)}
          />
        )}
      </ResourceView>
      {error && <ErrorState error={error} onRetry={() => void find(accountNo)} />}
      {preview && <FoundStep key={preview.accountNo} preview={preview} />}
    </Page>
  );
}
