import { Button } from 'antd';
import { useState } from 'react';
import { yuan } from '../../app/format.ts';
import { Allowed, useMe } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { ComesToNothing, PayDialog, TextDialog } from './card-dialogs.tsx';
import { type CardSale, useSaleRepaid } from './cards.queries.ts';
import { cardTexts } from './texts.ts';

/** What was handed over, whether its buyer has paid, and what they get back for cards that came back. */
export function SaleTable({ rows }: { rows: CardSale[] }) {
  const t = useFeatureTexts(cardTexts);
  const me = useMe().username;
  const [paying, setPaying] = useState<CardSale | null>(null);
  const [repaying, setRepaying] = useState<CardSale | null>(null);
  return (
    <>
      <ListTable<CardSale>
        list="card-sales"
        exports={{ route: 'GET /staff/exports/card-sales', path: '/staff/exports/card-sales', query: {} }}
        label={t('sales')}
        rowKey="saleNo"
        dataSource={rows}
        columns={[
          { title: t('sale'), dataIndex: 'saleNo', onCell: () => ({ className: 'mono' }) },
          { title: t('buyer'), dataIndex: 'buyer' },
          {
            title: t('serials'),
            key: 'serials',
            render: (_, { firstSerial, lastSerial, count }) => (
              <span className="mono">
                {count === 1 ? firstSerial : `${firstSerial} – ${lastSerial?.slice(-6)}`}{' '}
                <span className="soft">× {count}</span>
              </span>
            ),
          },
          {
            title: t('amount'),
            key: 'amount',
            align: 'right',
            render: (_, { amountFen, voidedFen }) => (
              <>
                <Money fen={amountFen} />
                {voidedFen > 0 ? <span className="soft figures"> −{yuan(voidedFen)}</span> : null}
              </>
            ),
          },
          {
            title: t('redeemed'),
            dataIndex: 'redeemedFen',
            align: 'right',
            render: (fen: number) => <Money fen={fen} />,
          },
          {
            title: t('paid'),
            key: 'paid',
            render: (_, sale) =>
              sale.paidOn ? (
                <Repaid sale={sale} onRepay={setRepaying} />
              ) : (
                <>
                  <span className="soft">{t('paid-no')}</span>{' '}
                  {sale.soldBy === me ? null : (
                    <Allowed to="POST /staff/card-sales/:saleNo/payment">
                      <Button size="small" onClick={() => setPaying(sale)}>
                        {t('pay')}
                      </Button>
                    </Allowed>
                  )}
                </>
              ),
          },
          { title: t('sold-at'), dataIndex: 'soldAt', render: (at: string) => <At at={at} /> },
        ]}
      />
      {paying ? <PayDialog sale={paying} onClose={() => setPaying(null)} /> : null}
      {repaying ? <RepayDialog sale={repaying} onClose={() => setRepaying(null)} /> : null}
    </>
  );
}

function Repaid({ sale, onRepay }: { sale: CardSale; onRepay: (sale: CardSale) => void }) {
  const t = useFeatureTexts(cardTexts);
  const me = useMe().username;
  const { paidOn, repaidFen, creditFen, soldBy } = sale;
  return (
    <>
      <span className="figures">{paidOn}</span>
      {repaidFen > 0 ? (
        <span className="soft figures">
          {' '}
          {t('repaid')} {yuan(repaidFen)}
        </span>
      ) : null}
      {creditFen > 0 ? (
        <>
          {' '}
          <span className="owed figures">
            {t('credit')} {yuan(creditFen)}
          </span>{' '}
          {soldBy === me ? null : (
            <Allowed to="POST /staff/card-sales/:saleNo/repayment">
              <Button size="small" onClick={() => onRepay(sale)}>
                {t('repay')}
              </Button>
            </Allowed>
          )}
        </>
      ) : null}
    </>
  );
}

function RepayDialog({
  sale: { saleNo, buyer, creditFen },
  onClose,
}: {
  sale: CardSale;
  onClose: () => void;
}) {
  const t = useFeatureTexts(cardTexts);
  const repaid = useSaleRepaid(saleNo);
  return (
    <TextDialog
      title={`${t('repay')} ${yuan(creditFen)}`}
      label={t('reference')}
      pending={repaid.isPending}
      error={repaid.error}
      onDecide={reference => repaid.mutate(reference, { onSuccess: onClose })}
      onClose={onClose}
    >
      <ComesToNothing what={`${t('credit')} · ${buyer}`} fen={creditFen} />
    </TextDialog>
  );
}
