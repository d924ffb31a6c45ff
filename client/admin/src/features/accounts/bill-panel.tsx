import { App, Button, Drawer } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Allowed } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money, Mono } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type StaffBill, useBill, useReverseBill } from './accounts.queries.ts';
import { ReadingDialog } from './reading-dialog.tsx';
import { texts } from './texts.ts';

type BilledRegister = StaffBill['readings'][number];

/** A bill beside the customer's file: how it came about, what was paid, and its reversal. */
export function BillPanel({ billNo, onClose }: { billNo: string; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const bill = useBill(billNo);
  return (
    <Drawer
      open
      size="min(760px, calc(100vw - 56px))"
      title={t('bill.open', { billNo })}
      onClose={onClose}
      mask={false}
    >
      <Loaded query={bill} rows={10}>
        {data => <BillView bill={data} />}
      </Loaded>
    </Drawer>
  );
}

function BillView({ bill }: { bill: StaffBill }) {
  const t = useFeatureTexts(texts);
  const { t: common, language } = useTexts();
  const [reversing, setReversing] = useState(false);
  return (
    <>
      <div className="bill-head">
        <div>
          <div className="soft">
            {bill.month} · {bill.from} – {bill.to}
          </div>
          <strong className="bill-sum">
            <Money fen={bill.totalFen} />
          </strong>
        </div>
        <StatusTag group="bill-status" status={bill.status} />
        {bill.live ? (
          <Allowed to="POST /staff/bills/:billNo/reversal">
            <Button danger onClick={() => setReversing(true)}>
              {t('bill.reverse')}
            </Button>
          </Allowed>
        ) : null}
      </div>
      {bill.reversalNo ? (
        <div className="notice">
          {t('bill.reversed-by', { no: bill.reversalNo, reason: bill.reversalReason ?? '' })}{' '}
          <Link to="/billing-runs">{t('bill.rebill')}</Link>
        </div>
      ) : null}
      <Sheet title={t('bill.lines')} flush>
        <BillLines bill={bill} />
      </Sheet>
      <Sheet title={t('bill.readings')} flush>
        <BillReadings bill={bill} />
      </Sheet>
      <Sheet title={t('bill.paid-by')}>
        <Facts
          facts={[
            ...bill.payments.map((payment): [string, React.ReactNode] => [
              payment.paymentNo,
              <span key={payment.paymentNo}>
                <Money fen={payment.amountFen} /> · <At at={payment.paidAt} />{' '}
                <Link to={`/payments/${payment.paymentNo}`}>{common('payment.one')}</Link>
              </span>,
            ]),
            [t('bill.from-balance'), <Money key="balance" fen={bill.fromBalanceFen} />],
            [common('bill.outstanding'), <Money key="owed" fen={bill.outstandingFen} owed />],
            [common('bill.due'), bill.dueOn],
            [
              t('bill.tariff'),
              bill.tariff
                ? `${language === 'zh' ? bill.tariff.nameZh : bill.tariff.nameEn} · ${bill.tariff.effectiveFrom} · ${bill.tariff.source}`
                : null,
            ],
          ]}
        />
      </Sheet>
      {reversing ? <ReverseDialog bill={bill} onClose={() => setReversing(false)} /> : null}
    </>
  );
}

function BillLines({ bill }: { bill: StaffBill }) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  return (
    <DataTable
      label={t('bill.lines')}
      wraps
      rowKey={line => `${line.kind}${line.period}${line.tier}${line.from}`}
      dataSource={bill.lines}
      columns={[
        {
          title: t('bill.explained'),
          key: 'explained',
          render: (_, line) => (language === 'zh' ? line.explainZh : line.explainEn),
        },
        {
          title: t('bill.used'),
          dataIndex: 'energy',
          align: 'right',
          render: (kwh: string) => <span className="figures">{kwh}</span>,
        },
        {
          title: t('bill.price'),
          dataIndex: 'priceYuan',
          align: 'right',
          render: (price: string) => <span className="figures">{price}</span>,
        },
        {
          title: t('bill.amount'),
          dataIndex: 'amountFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
      ]}
    />
  );
}

function BillReadings({ bill }: { bill: StaffBill }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = (register: 'total' | 'peak' | 'valley') => t(`register.${register}`);
  const [looked, setLooked] = useState<{ assetNo: string; on: string } | null>(null);
  const end = ({ meterAssetNo, register }: BilledRegister, { on, value }: BilledRegister['from']) => (
    <>
      <span className="figures">{`${on}  ${value}`}</span>
      {register === 'total' ? (
        <Button
          type="link"
          size="small"
          aria-label={t('reading.open', { day: on })}
          onClick={() => setLooked({ assetNo: meterAssetNo, on })}
        >
          {t('reading.look')}
        </Button>
      ) : null}
    </>
  );
  return (
    <>
      <DataTable
        label={t('bill.readings')}
        rowKey={reading => reading.meterAssetNo + reading.register + reading.from.on}
        dataSource={bill.readings}
        columns={[
          {
            title: common('account.meter'),
            dataIndex: 'meterAssetNo',
            render: (no: string) => <Mono>{no}</Mono>,
          },
          {
            title: t('bill.register'),
            dataIndex: 'register',
            render: (register: string) => word(register as 'total'),
          },
          {
            title: t('bill.from'),
            key: 'from',
            render: (_, reading) => end(reading, reading.from),
          },
          {
            title: t('bill.to'),
            key: 'to',
            render: (_, reading) => end(reading, reading.to),
          },
          {
            title: t('bill.used'),
            dataIndex: 'energy',
            align: 'right',
            render: (kwh: string, { quality, corrected }) => (
              <span className="figures">
                {kwh}
                {quality === 'estimated' ? ` ${common('bill.estimated')}` : ''}
                {corrected ? ` ${t('reading.corrected')}` : ''}
              </span>
            ),
          },
        ]}
      />
      {looked ? (
        <ReadingDialog assetNo={looked.assetNo} readOn={looked.on} onClose={() => setLooked(null)} />
      ) : null}
    </>
  );
}

function ReverseDialog({ bill, onClose }: { bill: StaffBill; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { message } = App.useApp();
  const reverse = useReverseBill(bill);
  const done = () => {
    void message.success(t('bill.reversed'));
    onClose();
  };
  return (
    <ReasonDialog
      title={t('bill.reverse-title', { billNo: bill.billNo })}
      action={t('bill.reverse')}
      hint={t('bill.reverse-hint')}
      danger
      pending={reverse.isPending}
      error={reverse.error}
      onDecide={reason => reverse.mutate(reason, { onSuccess: done })}
      onClose={onClose}
    >
      <div className="before-after plain">
        <span>{t('bill.reverse-before')}</span>
        <span className="soft">{word('bill-status', bill.status)}</span>
        <Money fen={bill.outstandingFen} />
        <span>{t('bill.reverse-after')}</span>
        <span className="soft">{word('bill-status', 'reversed')}</span>
        <Money fen={0} />
        <span>{t('bill.to-balance')}</span>
        <span />
        <Money fen={bill.paidFen} />
      </div>
    </ReasonDialog>
  );
}
