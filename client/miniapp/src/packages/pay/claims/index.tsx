import type { Claim } from '@api/types';
import { useState } from 'react';
import { getClaims, makeClaim } from '@/api/hall';
import { useKeyPerContent } from '@/api/key-per-content';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { ErrorState } from '@/components/error-state';
import { Fact, Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Field, Press } from '@/elements/elements';
import { tidyNumber } from '@/features/household/account-number';
import { moment, yuan } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { useResource } from '@/state/resource';

export default function ClaimsPage() {
  const t = useTexts();
  const { paymentNo } = usePageParams('claims');
  const claims = useResource('claims', getClaims);
  const list = claims.data ?? [];
  const open = list.some(claim => claim.paymentNo === paymentNo && claim.status === 'open');
  return (
    <Page title={t('claims.title')}>
      {paymentNo && claims.data && !open && (
        <ClaimForm paymentNo={paymentNo} onMade={() => void claims.reload()} />
      )}
      <ResourceView of={claims} skeleton={{ lines: 4 }}>
        {made => (
          <>
            {made.map(claim => (
              <ClaimCard key={claim.claimNo} claim={claim} />
            ))}
            {made.length === 0 && !paymentNo && (
              <Empty
                title={t('claims.none.title')}
                how={t('claims.none.how')}
                action={{ name: t('payments.title'), onPress: () => go('payments', {}) }}
              />
            )}
          </>
        )}
      </ResourceView>
    </Page>
  );
}

function ClaimForm({ paymentNo, onMade }: { paymentNo: string; onMade: () => void }) {
  const t = useTexts();
  const [reason, setReason] = useState('');
  const [rightAccountNo, setRight] = useState('');
  const { busy, error, run } = useBusy();
  const keyOf = useKeyPerContent();
  const ready = reason.trim().length >= 5;
  const send = () =>
    run(async () => {
      const wish = { paymentNo, reason: reason.trim(), rightAccountNo: rightAccountNo || undefined };
      await makeClaim(wish, keyOf(wish));
      onMade();
    });
  return (
    <Card title={t('claims.new')}>
      <Box className="quiet prose">{t('claims.what')}</Box>
      {error && <ErrorState error={error} />}
      <Facts>
        <Fact name={t('result.number')}>{paymentNo}</Fact>
      </Facts>
      <Field
        label={t('claims.reason')}
        hint={t('claims.reason.hint')}
        maxLength={300}
        value={reason}
        onChange={setReason}
      />
      <Field
        label={t('claims.right')}
        kind="digits"
        maxLength={20}
        value={rightAccountNo}
        onChange={typed => setRight(tidyNumber(typed))}
      />
      <Press look="main" disabled={!ready || busy} onPress={() => void send()}>
        {busy ? t('state.sending') : t('claims.send')}
      </Press>
    </Card>
  );
}

function ClaimCard({ claim }: { claim: Claim }) {
  const t = useTexts();
  const {
    claimNo,
    paymentNo,
    amountFen,
    refundedFen,
    refundingFen,
    reason,
    status,
    answer,
    createdAt,
    answeredAt,
  } = claim;
  return (
    <Card>
      <Box className="heading heading--3">{t(`claims.status.${status}`)}</Box>
      {status === 'open' && <Box className="quiet">{t('claims.open.how')}</Box>}
      {answer && <Box className="prose">{answer}</Box>}
      <Facts>
        <Fact long name={t('claims.reason')}>
          {reason}
        </Fact>
        <Fact name={t('claims.amount')}>{yuan(amountFen)}</Fact>
        {refundedFen > 0 && <Fact name={t('claims.refunded')}>{yuan(refundedFen)}</Fact>}
        {refundingFen > 0 && <Fact name={t('claims.refunding')}>{yuan(refundingFen)}</Fact>}
        <Fact name={t('result.number')}>{paymentNo}</Fact>
        <Fact name={t('claims.number')}>{claimNo}</Fact>
        <Fact name={t('claims.made')}>{moment(createdAt, t.language)}</Fact>
        {answeredAt && <Fact name={t('claims.answered')}>{moment(answeredAt, t.language)}</Fact>}
      </Facts>
    </Card>
  );
}
