import type { Receipt } from '@api/types';
import { useState } from 'react';
import { getReceipt, receiptPdfUrl } from '@/api/hall';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Link, Press } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { usePageParams } from '@/navigation/go';
import { files } from '@/platform/files';
import { useResource } from '@/state/resource';
import { currentToken } from '@/state/session';

export default function ReceiptPage() {
  const t = useTexts();
  const { paymentNo = '' } = usePageParams('receipt');
  const receipt = useResource(`receipt:${paymentNo}`, () => getReceipt(paymentNo));
  return (
    <Page title={t('receipt.title')}>
      <ResourceView of={receipt}>{data => <ReceiptView receipt={data} />}</ResourceView>
    </Page>
  );
}

function ReceiptView({ receipt }: { receipt: Receipt }) {
  const t = useTexts();
  const [state, setState] = useState<'ready' | 'opening' | 'failed'>('ready');
  const { receiptNo, issuedAt, amountFen, refundedFen, payerMasked, items, checkUrl } = receipt;
  const open = async () => {
    setState('opening');
    try {
      await files.openPdf({ url: receiptPdfUrl(receiptNo), token: currentToken(), name: `${receiptNo}.pdf` });
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  return (
    <>
      <Card>
        <Box className="quiet">{t('receipt.amount')}</Box>
        <Amount fen={amountFen} size="hero" tone="credited" />
        <Facts>
          {items.map(item => (
            <Fact
              key={`${item.title}-${item.accountNoMasked}`}
              name={`${item.title} · ${item.accountNoMasked} · ${item.nameMasked}`}
            >
              <Amount fen={item.amountFen} />
            </Fact>
          ))}
          <Fact name={t('receipt.number')}>{receiptNo}</Fact>
          <Fact name={t('receipt.issued')}>{moment(issuedAt, t.language)}</Fact>
          <Fact name={t('receipt.payer')}>{payerMasked}</Fact>
          {refundedFen > 0 && (
            <Fact name={t('receipt.refunded')}>
              <Amount fen={refundedFen} />
            </Fact>
          )}
        </Facts>
      </Card>
      <Card>
        <Box className="quiet">{t('receipt.check')}</Box>
        <Link href={checkUrl}>{checkUrl}</Link>
      </Card>
      {state === 'failed' && <Box role="alert">{t('receipt.open-failed')}</Box>}
      <Press look="main" disabled={state === 'opening'} onPress={() => void open()}>
        {t('receipt.open')}
      </Press>
    </>
  );
}
