import { Link } from 'react-router-dom';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type CrewOrders, useCrewOrders } from './repairs.queries.ts';
import { texts } from './texts.ts';
import { timeOf } from './time-of.ts';
import { dueOf, statusTone, urgencyTone } from './tones.ts';
import './repairs.css';

/** A crew's telephone: what we have to do now. */
export function Page() {
  const t = useFeatureTexts(texts);
  const orders = useCrewOrders();
  return (
    <div className="crew">
      <PageHead title={t('my-orders')} hint={orders.data?.team ?? null} />
      <Loaded query={orders} rows={3}>
        {({ team, orders: list }) =>
          list.length === 0 ? (
            <div className="sheet">
              <EmptyState title={t('my-none')} hint={t(team ? 'my-none-hint' : 'no-team')} />
            </div>
          ) : (
            <ul className="crew-orders">
              {list.map(order => (
                <CrewOrderCard key={order.orderNo} order={order} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  );
}

function CrewOrderCard({ order }: { order: CrewOrders['orders'][number] }) {
  const t = useFeatureTexts(texts);
  const { orderNo, place, reports, status, urgency, arrivedAt } = order;
  return (
    <li className="sheet">
      <Link to={`/crew/${orderNo}`}>
        <strong>{place || t('place-unknown')}</strong>
        <span className="line">
          <StatusTag group="repair" status={status} tone={statusTone(status)} />
          {urgency && urgency !== 'in-time' ? (
            <StatusTag group="case-urgency" status={urgency} tone={urgencyTone(urgency)} />
          ) : null}
          <span>{t('reports-of', { count: reports })}</span>
        </span>
        {urgency ? (
          <span className="soft">
            {t(arrivedAt ? 'restore-by-time' : 'arrive-by-time', { time: timeOf(dueOf(order)) })}
          </span>
        ) : null}
      </Link>
    </li>
  );
}
