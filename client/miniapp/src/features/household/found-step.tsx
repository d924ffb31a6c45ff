import type { HouseholdPreview, Proof } from '@api/types';
import { useState } from 'react';
import { bindHousehold } from '@/api/hall';
import { useKeyPerContent } from '@/api/key-per-content';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Choice } from '@/components/choice';
import { ErrorState } from '@/components/error-state';
import { Fact, Facts } from '@/components/facts';
import { Box, Press } from '@/elements/elements';
import { spacedNumber } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { goHome } from '@/navigation/go';
import { chooseHousehold } from '@/state/household';
import { ProofForm } from './proof-form';

/** The household a number leads to, masked, and the two ways to bind it. */
export function FoundStep({ preview }: { preview: HouseholdPreview }) {
  const t = useTexts();
  const [level, setLevel] = useState<'full' | 'pay-only'>('full');
  const { busy, error, run } = useBusy();
  const keyOf = useKeyPerContent();
  const bind = (proof?: Proof) =>
    run(async () => {
      const body = { accountNo: preview.accountNo, proof };
      await bindHousehold(body, keyOf(body));
      chooseHousehold(preview.accountNo);
      goHome();
    });
  return (
    <>
      <Card title={t('bind.found')} tone="brand">
        <Facts>
          <Fact name={t('bind.bill.name')}>{preview.nameMasked}</Fact>
          <Fact name={t('bind.bill.address')}>{preview.addressMasked}</Fact>
          <Fact name={t('household.number')}>{spacedNumber(preview.accountNo)}</Fact>
        </Facts>
      </Card>
      {error && <ErrorState error={error} />}
      <Card title={t('bind.level')}>
        <Choice
          label={t('bind.level')}
          value={level}
          onChange={setLevel}
          options={[
            { value: 'full', name: t('bind.full') },
            { value: 'pay-only', name: t('bind.pay-only') },
          ]}
        />
        <Box className="quiet above-space">
          {level === 'full' ? t('bind.full.what') : t('bind.pay-only.what')}
        </Box>
      </Card>
      <Card>
        {level === 'full' ? (
          <ProofForm
            preview={preview}
            confirm={t('bind.confirm-full')}
            busy={busy}
            onProof={proof => void bind(proof)}
          />
        ) : (
          <Press look="main" disabled={busy} onPress={() => void bind()}>
            {busy ? t('state.sending') : t('bind.confirm-pay-only')}
          </Press>
        )}
      </Card>
    </>
  );
}
