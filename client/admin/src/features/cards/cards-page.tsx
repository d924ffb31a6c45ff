import { App, Button } from 'antd';
import { useState } from 'react';
import { yuan } from '../../app/format.ts';
import { Allowed } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Pager } from '../../components/pager.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { BatchTable } from './batch-table.tsx';
import { RangeDialog, RequestDialog } from './card-dialogs.tsx';
import { CardLookup } from './card-lookup.tsx';
import { type CardSales, useCardBatches, useCardSales } from './cards.queries.ts';
import { SaleTable } from './sale-table.tsx';
import { cardTexts } from './texts.ts';

export function Page() {
  const t = useFeatureTexts(cardTexts);
  const { message } = App.useApp();
  const [dialog, setDialog] = useState<'request' | 'sell' | 'void' | null>(null);
  const [page, setPage] = useState(1);
  const batches = useCardBatches();
  const sales = useCardSales(page);
  const close = () => setDialog(null);
  const done = () => void message.success(t('done'));
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        <div style={{ display: 'flex', gap: 8 }}>
          <Allowed to="POST /staff/card-voids">
            <Button onClick={() => setDialog('void')}>{t('void')}</Button>
          </Allowed>
          <Allowed to="POST /staff/card-sales">
            <Button onClick={() => setDialog('sell')}>{t('sell')}</Button>
          </Allowed>
          <Allowed to="POST /staff/card-batches">
            <Button type="primary" onClick={() => setDialog('request')}>
              {t('request')}
            </Button>
          </Allowed>
        </div>
      </PageHead>
      {sales.data ? <Circulation {...sales.data.circulation} /> : null}
      <Sheet title={t('batches')} flush>
        <Loaded query={batches} rows={4}>
          {rows =>
            rows.length === 0 ? (
              <EmptyState title={t('batches-none')} hint={t('batches-none-hint')} />
            ) : (
              <BatchTable rows={rows} />
            )
          }
        </Loaded>
      </Sheet>
      <Sheet title={t('sales')} flush>
        <Loaded query={sales} rows={4}>
          {({ sales: rows, hasMore }) =>
            rows.length === 0 ? (
              <EmptyState title={t('sales-none')} hint={t('sales-none-hint')} />
            ) : (
              <>
                <SaleTable rows={rows} />
                <Pager page={page} hasMore={hasMore} onPage={setPage} />
              </>
            )
          }
        </Loaded>
      </Sheet>
      <CardLookup />
      {dialog === 'request' ? <RequestDialog onClose={close} onDone={done} /> : null}
      {dialog === 'sell' || dialog === 'void' ? (
        <RangeDialog kind={dialog} onClose={close} onDone={done} />
      ) : null}
    </>
  );
}

function Circulation(props: CardSales['circulation']) {
  const { activeFen, owedFen, unpaidSalesFen, creditFen } = props;
  const t = useFeatureTexts(cardTexts);
  const agrees = activeFen === owedFen;
  return (
    <Sheet title={t('circulation')}>
      <dl className="numbers">
        <div>
          <dt>{t('active')}</dt>
          <dd className="figures">{yuan(activeFen)}</dd>
        </div>
        <div>
          <dt>{t('owed')}</dt>
          <dd>
            <span className="figures">{yuan(owedFen)}</span>
            <div style={{ color: agrees ? 'var(--green)' : 'var(--red)', fontSize: 12, fontWeight: 400 }}>
              {agrees ? t('agrees') : t('differs')}
            </div>
          </dd>
        </div>
        <div>
          <dt>{t('unpaid')}</dt>
          <dd className={unpaidSalesFen > 0 ? 'figures owed' : 'figures'}>{yuan(unpaidSalesFen)}</dd>
        </div>
        <div>
          <dt>{t('credit')}</dt>
          <dd className={creditFen > 0 ? 'figures owed' : 'figures'}>{yuan(creditFen)}</dd>
        </div>
      </dl>
    </Sheet>
  );
}
