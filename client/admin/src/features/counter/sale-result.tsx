import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { yuan } from '../../app/format.ts';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type CardSale, readSlip, type Slip, useSale } from './counter.queries.ts';
import { counterTexts } from './texts.ts';

/** A card sale without a receipt: refused, being reversed, or reversed. */
export function SaleResult(props: {
  sale: CardSale;
  onNext: () => void;
  onAgain: () => void;
  onSlip: (slip: Slip) => void;
}) {
  const { onSlip } = props;
  const t = useFeatureTexts(counterTexts);
  const sale = useSale(props.sale).data;
  const { paymentNo, status } = sale;
  // It stood at the acquirer after all.
  const slip = useQuery({
    queryKey: ['desk-slip', paymentNo],
    queryFn: () => readSlip(paymentNo!),
    enabled: paymentNo !== null,
  }).data;
  useEffect(() => {
    if (slip) onSlip(slip);
  }, [slip, onSlip]);
  const open = status === 'asking' || status === 'reversing';
  const said = status === 'refused' || status === 'reversed' || open ? status : 'asking';
  return (
    <section className="sheet till-step" aria-live="polite">
      <div className={`till-result ${open ? 'waiting' : 'failed'}`}>
        <h2>{open ? t('waiting') : t('failed')}</h2>
        <p className="till-sum figures">{yuan(sale.amountFen)}</p>
        <p>{t(`card.${said}`, { code: sale.code ?? '' })}</p>
        <div className="till-buttons">
          {open ? null : <Button onClick={props.onAgain}>{t('another')}</Button>}
          <Button type="primary" onClick={props.onNext}>
            {t('next')}
          </Button>
        </div>
      </div>
    </section>
  );
}
