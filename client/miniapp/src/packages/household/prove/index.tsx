import { previewHousehold, proveHousehold } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { HouseholdName } from '@/features/household/household-name';
import { ProofForm } from '@/features/household/proof-form';
import { useTexts } from '@/i18n/texts';
import { goBack, usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

export default function ProvePage() {
  const t = useTexts();
  const { accountNo = '' } = usePageParams('prove');
  const preview = useResource(`preview:${accountNo}`, () => previewHousehold(accountNo));
  const { busy, error, run } = useBusy();
  return (
    <Page title={t('prove.title')}>
      <ResourceView of={preview}>
        {found => (
          <>
            <Card tone="brand">
              <HouseholdName household={{ ...found, nickname: null, name: null, address: null }} />
            </Card>
            {error && <ErrorState error={error} />}
            <Card>
              <ProofForm
                preview={found}
                confirm={t('prove.confirm')}
                busy={busy}
                onProof={proof =>
                  void run(async () => {
                    await proveHousehold(accountNo, proof);
                    goBack();
                  })
                }
              />
            </Card>
          </>
        )}
      </ResourceView>
    </Page>
  );
}
