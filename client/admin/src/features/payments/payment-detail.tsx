import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import type { Collection, PaymentFile } from '../../api/payments.types.ts';
import { useMay } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money, Mono } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { timelineOf } from './payment-timeline.ts';
import { useAskGateway } from './payments.queries.ts';
import { PostingTable } from './posting-table.tsx';
import { RefundDialog } from './refund-dialog.tsx';
import { RefundList } from './refund-list.tsx';
import { texts } from './texts.ts';
import { TimelineView } from './timeline-view.tsx';

export function PaymentDetail({ file }: { file: PaymentFile }) {
  const t = useFeatureTexts(texts);
  const { payment, collections, refunds, oddPayments } = file;
  const sum = (pick: (money: Collection) => number) =>
    collections.reduce((total, money) => total + pick(money), 0);
  // The collection counts all that was asked for, so that nothing is asked for twice; what has left is another matter.
  const refundsOf = (...statuses: string[]) =>
    refunds.reduce((total, { status, amountFen }) => total + (statuses.includes(status) ? amountFen : 0), 0);
  const underWay = refundsOf('awaiting-approval', 'pending');
  const refundable = sum(money => money.amountFen - money.refundedFen);
  return (
    <>
      {oddPayments
        .filter(entry => entry.status === 'open')
        .map(entry => (
          <OddNotice key={entry.id} kind={entry.kind} />
        ))}
      <Sheet title={t('payment.summary')} extra={<PaymentActions file={file} refundable={refundable} />}>
        <dl className="numbers" style={{ margin: '0 0 14px' }}>
          <div>
            <dt>{t('payment.amount')}</dt>
            <dd>
              <Money fen={payment.amountFen} />
            </dd>
          </div>
          <div>
            <dt>{t('payment.received')}</dt>
            <dd>
              <Money fen={sum(money => money.amountFen)} />
            </dd>
          </div>
          <div>
            <dt>{t('payment.refunded')}</dt>
            <dd>
              <Money fen={refundsOf('succeeded')} />
            </dd>
          </div>
          {underWay > 0 ? (
            <div>
              <dt>{t('payment.refunding')}</dt>
              <dd>
                <Money fen={underWay} />
              </dd>
            </div>
          ) : null}
        </dl>
        <PaymentFacts file={file} />
      </Sheet>
      {refunds.length > 0 ? (
        <Sheet title={t('refund.title')} flush>
          <RefundList refunds={refunds} />
        </Sheet>
      ) : null}
      <Sheet title={t('timeline.title')}>
        <TimelineView entries={timelineOf(file)} />
      </Sheet>
      <Sheet title={t('posting.title')} flush>
        <PostingTable transactions={file.postings} />
      </Sheet>
    </>
  );
}

function OddNotice({ kind }: { kind: string }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <div className="notice" role="note">
      <strong>{word('odd-kind', kind)}</strong> {word('odd-hint', kind)}{' '}
      <Link to="/odd-payments">{t('odd.to-queue')}</Link>
    </div>
  );
}

function PaymentActions({ file, refundable }: { file: PaymentFile; refundable: number }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const [refunding, setRefunding] = useState(false);
  const ask = useAskGateway(file.payment.paymentNo);
  return (
    <div style={{ display: 'flex', gap: 8 }}>
      {may('POST /staff/payments/:paymentNo/query') ? (
        <Button size="small" loading={ask.isPending} onClick={() => ask.mutate()}>
          {t('payment.ask-gateway')}
        </Button>
      ) : null}
      {may('POST /staff/payments/:paymentNo/refunds') && refundable > 0 ? (
        <Button size="small" type="primary" onClick={() => setRefunding(true)}>
          {t('refund.start')}
        </Button>
      ) : null}
      {refunding ? <RefundDialog file={file} onClose={() => setRefunding(false)} /> : null}
      <ProblemList error={ask.error} />
    </div>
  );
}

function PaymentFacts({ file: { payment, items, collections } }: { file: PaymentFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <Facts
      facts={[
        [t('payment.status'), <StatusTag key="status" group="payment-status" status={payment.status} />],
        [
          t('payment.pays'),
          items.map(item => (
            <div key={item.payableId}>
              {word('payable', item.kind)}{' '}
              <Link className="mono" to={`/accounts/${item.accountNo}`}>
                {item.accountNo}
              </Link>{' '}
              <Money fen={item.amountFen} />
            </div>
          )),
        ],
        [
          t('payment.way'),
          `${word('channel', payment.channel)} · ${word('gateway', payment.gateway)} · ${word('product', payment.product)}`,
        ],
        [t('payment.created'), <At key="created" at={payment.createdAt} />],
        [t('payment.settled'), <At key="settled" at={payment.settledAt} />],
        ...(payment.failureReason
          ? [[t('payment.failure'), payment.failureReason] as [string, React.ReactNode]]
          : []),
        ...collections.map((money): [string, React.ReactNode] => [
          t('payment.trade-no'),
          <Mono key={money.tradeNo}>{money.tradeNo}</Mono>,
        ]),
      ]}
    />
  );
}
