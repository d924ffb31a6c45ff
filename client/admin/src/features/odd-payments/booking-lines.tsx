import type { OddAction, OddPayment } from '../../api/payments.types.ts';
import { yuan } from '../../app/format.ts';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { bookingOf } from './booking-of.ts';
import { texts } from './texts.ts';

/** What a decision will put on the books, told to whoever proposes it and to whoever agrees. */
export function BookingLines({
  odd,
  action,
  accountNo,
  amountFen,
}: {
  odd: OddPayment;
  action: OddAction;
  /** Of the household that was named, if one was. */
  accountNo: string;
  amountFen: number;
}) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { lines, owedAgainFen, stuckFen, fromThePayment } = bookingOf(odd, action, accountNo, amountFen);
  return (
    <div className="before-after plain">
      <strong style={{ gridColumn: '1 / -1' }}>{t('odd.booking')}</strong>
      {lines.length === 0 ? (
        <span className="soft" style={{ gridColumn: '1 / -1' }}>
          {t('odd.no-booking')}
        </span>
      ) : null}
      {fromThePayment ? (
        <span className="soft" style={{ gridColumn: '1 / -1' }}>
          {t('odd.from-the-payment')}
        </span>
      ) : null}
      {lines.map(line => (
        <div key={`${line.account} ${line.side} ${line.accountNo ?? ''}`} style={{ display: 'contents' }}>
          <span>
            {word('ledger-account', line.account)}{' '}
            {line.accountNo ? t('odd.to-account', { accountNo: line.accountNo }) : null}
          </span>
          <span className="soft">{t(`posting.${line.side}`)}</span>
          <span style={{ textAlign: 'right' }}>
            <Money fen={line.amountFen} />
          </span>
        </div>
      ))}
      {owedAgainFen > 0 ? (
        <em className="owed" style={{ gridColumn: '1 / -1', fontStyle: 'normal' }}>
          {t('refund.owed-again', { amount: yuan(owedAgainFen) })}
        </em>
      ) : null}
      {stuckFen > 0 ? (
        <em className="owed" style={{ gridColumn: '1 / -1', fontStyle: 'normal' }}>
          {t('odd.stuck', { amount: yuan(stuckFen) })}
        </em>
      ) : null}
    </div>
  );
}
