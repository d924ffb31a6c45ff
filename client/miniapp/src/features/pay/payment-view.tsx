import type { Payment } from '@api/types';
import { Amount } from '@/components/amount';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { StageLine } from '@/components/stage-line';
import { classes } from '@/elements/contract';
import { Box } from '@/elements/elements';
import { moment, yuan } from '@/i18n/formats';
import { type Translate, useTexts } from '@/i18n/texts';
import { mayResume, stagesOf } from './progress';
import type { PaymentProgress } from './use-payment-progress';
import './pay.scss';

function headline(payment: Payment, resumable: boolean, t: Translate): { word: string; how: string | null } {
  const { stage, action } = payment;
  if (stage === 'credited') return { word: t('result.credited'), how: null };
  if (stage === 'paid') return { word: t('result.paid'), how: null };
  if (stage === 'closed') return { word: t('result.closed'), how: t('result.closed.how') };
  if (stage === 'failed') return { word: t('result.failed'), how: t('result.failed.how') };
  if (action?.kind === 'qr') return { word: t('result.waiting'), how: null };
  if (resumable) return { word: t('result.cancelled'), how: t('result.cancelled.how') };
  return { word: t('result.asking'), how: t('result.asking.how') };
}

/** The payment's one number, where it stands in a word, and the way it has come. */
export function PaymentView({ payment, progress }: { payment: Payment; progress: PaymentProgress }) {
  const t = useTexts();
  const { word, how } = headline(payment, mayResume(payment, progress.hint, progress.askedUnpaid), t);
  const { stage, refundedFen, refunds } = payment;
  const underWay = refunds
    .filter(({ status }) => status === 'pending' || status === 'awaiting-approval')
    .reduce((sum, { amountFen }) => sum + amountFen, 0);
  const message = t.language === 'zh' ? payment.messageZh : payment.messageEn;
  const tone =
    stage === 'credited' ? 'credited' : stage === 'failed' || stage === 'closed' ? 'stopped' : null;
  return (
    <Card>
      <Box className="result__head" live="polite">
        <Box className={classes('result__word', tone && `result__word--${tone}`)}>{word}</Box>
        <Amount fen={payment.amountFen} size="hero" tone={stage === 'credited' ? 'credited' : 'plain'} />
        {how && <Box className="quiet">{how}</Box>}
        {message && <Box>{message}</Box>}
        {refundedFen > 0 && <Box>{t('result.refunded', { amount: yuan(refundedFen) })}</Box>}
        {underWay > 0 && <Box>{t('result.refunding', { amount: yuan(underWay) })}</Box>}
      </Box>
      <StageLine
        label={t('result.stages')}
        stages={stagesOf(payment, t, instant => moment(instant, t.language))}
      />
    </Card>
  );
}

/** What was paid for, and the number to quote. */
export function PaymentFacts({ payment }: { payment: Payment }) {
  const t = useTexts();
  return (
    <Card>
      <Facts>
        {payment.items.map(({ title, accountNo, addressMasked, amountFen }) => (
          <Fact key={`${title}-${accountNo}`} name={`${title} · ${addressMasked}`}>
            <Amount fen={amountFen} />
          </Fact>
        ))}
        <Fact name={t('result.number')}>{payment.paymentNo}</Fact>
      </Facts>
    </Card>
  );
}
