import type { Collection, Refund } from '../../api/payments.types.ts';
import { yuan } from '../../app/format.ts';
import { type Change, Changes } from '../../components/changes.tsx';
import { Loaded } from '../../components/states.tsx';
import { Money } from '../../components/values.tsx';
import { useTexts, useWord } from '../../i18n/index.tsx';
import { usePaymentFile } from './payments.queries.ts';
import { takeBackPlan } from './take-back-plan.ts';

/** What a refund that was asked for does once it is approved; money of no payment lies in suspense until then. */
export function RefundEffect({ refund }: { refund: Refund }) {
  const word = useWord();
  const { paymentNo, amountFen } = refund;
  if (paymentNo) return <OfPayment refund={refund} paymentNo={paymentNo} />;
  const line = {
    key: 'unidentified',
    what: word('ledger-account', 'unidentified'),
    before: <Money fen={amountFen} />,
    after: <Money fen={0} />,
  };
  return <Changes lines={[line]} />;
}

function OfPayment({ refund, paymentNo }: { refund: Refund; paymentNo: string }) {
  const file = usePaymentFile(paymentNo);
  return (
    <Loaded query={file} rows={3}>
      {({ collections }) => {
        const collection = collections.find(({ tradeNo }) => tradeNo === refund.tradeNo);
        if (!collection) return null;
        // What was asked for counts as given back already, so that nobody asks for it twice.
        const refundedFen = collection.refundedFen - refund.amountFen;
        return <TakenBack collection={{ ...collection, refundedFen }} amountFen={refund.amountFen} />;
      }}
    </Loaded>
  );
}

/** What is taken back of the money that came, and what is owed again. */
export function TakenBack({ collection, amountFen }: { collection: Collection; amountFen: number }) {
  const { t } = useTexts();
  const word = useWord();
  const refundable = collection.amountFen - collection.refundedFen;
  const plan = takeBackPlan(collection, amountFen);
  const owedAgain = plan
    .filter(line => line.isBill)
    .reduce((sum, line) => sum + line.beforeFen - line.afterFen, 0);
  const lines: Change[] = [
    {
      key: 'refundable',
      what: t('refund.refundable'),
      before: <Money fen={refundable} />,
      after: <Money fen={refundable - amountFen} />,
    },
    ...plan.map(line => ({
      key: line.key,
      what: line.isBill
        ? t('refund.paid-of', { accountNo: line.accountNo ?? '' })
        : word('ledger-account', line.accountCode),
      before: <Money fen={line.beforeFen} />,
      after: <Money fen={line.afterFen} />,
    })),
  ];
  return (
    <Changes lines={lines}>
      {owedAgain > 0 ? (
        <em className="owed" style={{ gridColumn: '1 / -1', fontStyle: 'normal' }}>
          {t('refund.owed-again', { amount: yuan(owedAgain) })}
        </em>
      ) : null}
    </Changes>
  );
}
