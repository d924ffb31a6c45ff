import { Link } from 'react-router-dom';
import { Sheet } from '../../components/sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useCaseOrder } from './repairs.queries.ts';
import { texts } from './texts.ts';
import { statusTone } from './tones.ts';

/** Beside a case of the kind 故障抢修: who mends what it is about. */
export function CaseOrder({ caseNo }: { caseNo: string }) {
  const t = useFeatureTexts(texts);
  const order = useCaseOrder(caseNo).data?.order;
  if (!order) return null;
  return (
    <Sheet title={t('repair')}>
      <p className="no-top">
        <Link className="mono" to={`/repairs/${order.orderNo}`}>
          {order.orderNo}
        </Link>{' '}
        <StatusTag group="repair" status={order.status} tone={statusTone(order.status)} />{' '}
        {[order.team, t('reports-of', { count: order.reports })].filter(Boolean).join(' · ')}
      </p>
    </Sheet>
  );
}
