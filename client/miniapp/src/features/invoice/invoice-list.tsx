import type { Invoice } from '@api/types';
import { useState } from 'react';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { Box, Press } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { files } from '@/platform/files';
import './invoice.scss';

/** Invoices with where each stands; a red one names the one that it takes back. */
export function InvoiceList({ invoices }: { invoices: Invoice[] }) {
  return (
    <>
      {invoices.map(invoice => (
        <InvoiceCard key={invoice.invoiceNo} invoice={invoice} />
      ))}
    </>
  );
}

function InvoiceCard({ invoice }: { invoice: Invoice }) {
  const t = useTexts();
  const { kind, status, title, amountFen, fiscalNo, requestedAt, issuedAt, originalInvoiceNo } = invoice;
  const red = kind === 'red';
  return (
    <Card>
      <Box className="spread">
        <Box className={red ? 'invoice__red' : 'heading heading--3'}>
          {t(red ? 'invoices.red' : 'invoices.blue')}
        </Box>
        <Box className="quiet">{t(`invoices.status.${status}`)}</Box>
      </Box>
      <Amount fen={red ? -amountFen : amountFen} size="large" />
      {red && <Box className="quiet">{t('invoices.red.why')}</Box>}
      {status === 'requested' && <Box className="quiet">{t('invoices.requested.how')}</Box>}
      {status === 'failed' && <Box className="quiet">{t('invoices.failed.how')}</Box>}
      <Facts>
        <Fact name={t('invoices.to')}>{title.name}</Fact>
        {title.taxNo && <Fact name={t('invoices.tax-no')}>{title.taxNo}</Fact>}
        {fiscalNo && <Fact name={t('invoices.fiscal-no')}>{fiscalNo}</Fact>}
        {originalInvoiceNo && <Fact name={t('invoices.original')}>{originalInvoiceNo}</Fact>}
        <Fact name={t('invoices.number')}>{invoice.invoiceNo}</Fact>
        <Fact name={t('result.number')}>{invoice.paymentNo}</Fact>
        <Fact name={t(issuedAt ? 'invoices.issued' : 'invoices.requested')}>
          {moment(issuedAt ?? requestedAt, t.language)}
        </Fact>
      </Facts>
      {invoice.pdfUrl && <OpenInvoice url={invoice.pdfUrl} name={`${invoice.invoiceNo}.pdf`} />}
    </Card>
  );
}

/** The issuer's own document: asked for without our token. */
function OpenInvoice({ url, name }: { url: string; name: string }) {
  const t = useTexts();
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  const open = async () => {
    setState('busy');
    try {
      await files.openForeignPdf({ url, name });
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  return (
    <>
      {state === 'failed' && <Box role="alert">{t('receipt.open-failed')}</Box>}
      <Press look="quiet" disabled={state === 'busy'} onPress={() => void open()}>
        {t('invoices.open')}
      </Press>
    </>
  );
}
