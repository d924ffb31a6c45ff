import type { Payment } from '@api/types';
import { Card } from '@/components/card';
import { Box } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { QrPicture } from '@/platform/qr';
import './pay.scss';

/** On a desktop the wallet is in the payer's hand: it scans, and this page follows. */
export function ScanToPay({ payment }: { payment: Payment }) {
  const t = useTexts();
  const { action, stage, expiresAt } = payment;
  if (stage !== 'waiting' || action?.kind !== 'qr') return null;
  return (
    <Card title={t('result.scan')}>
      <Box className="pay__qr">
        <QrPicture text={action.text} label={t('result.scan.picture')} />
      </Box>
      <Box className="quiet">{t('result.scan.until', { time: moment(expiresAt, t.language) })}</Box>
    </Card>
  );
}
