import { Drawer } from 'antd';
import { useLocation, useNavigate, useParams } from 'react-router-dom';
import { Loaded } from '../../components/states.tsx';
import { useTexts } from '../../i18n/index.tsx';
import { PaymentDetail } from './payment-detail.tsx';
import { usePaymentFile } from './payments.queries.ts';

/** A payment beside the list; its address can be passed on. */
export function Panel() {
  const { t } = useTexts();
  const { paymentNo = '' } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const file = usePaymentFile(paymentNo);
  return (
    <Drawer
      open
      size="min(760px, calc(100vw - 56px))"
      title={
        <>
          {t('payment.one')} <span className="mono">{paymentNo}</span>
        </>
      }
      onClose={() => navigate(`/payments${search}`)}
      mask={false}
    >
      <Loaded query={file} rows={12}>
        {data => <PaymentDetail file={data} />}
      </Loaded>
    </Drawer>
  );
}
