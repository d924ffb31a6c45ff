import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { At, Money } from '../../components/values.tsx';
import { defineTexts, useFeatureTexts } from '../../i18n/index.tsx';

const texts = defineTexts(
  {
    title: '微信支付投诉',
    number: '投诉单号',
    state: '微信侧状态',
    pending: '待处理',
    processing: '处理中',
    processed: '已处理完成',
    payment: '缴费单号',
    amount: '订单金额',
    refunded: '已全额退款',
    told: '投诉时间',
    how: '告知进展、请客户补充和答复会发到微信支付投诉单；答复或办结后，投诉单标记为处理完成。',
  },
  {
    title: 'Complaint at WeChat Pay',
    number: 'Its number',
    state: 'State there',
    pending: 'waiting',
    processing: 'being worked on',
    processed: 'done',
    payment: 'Payment',
    amount: 'Sum of the order',
    refunded: 'refunded in full',
    told: 'Told',
    how: 'News, questions and the answer go to the complaint at WeChat Pay; with the answer or the closing it is marked as done.',
  },
);

/** Of a case that came from WeChat Pay: the complaint there, and the payment it is about. */
export function WalletSheet({ caseNo }: { caseNo: string }) {
  const t = useFeatureTexts(texts);
  const found = useQuery({
    queryKey: ['case', caseNo, 'wallet-complaint'],
    queryFn: () =>
      get<Answer<'GET /staff/cases/:caseNo/wallet-complaint'>>(`/staff/cases/${caseNo}/wallet-complaint`),
  });
  return (
    <Loaded query={found}>
      {({ complaint }) =>
        complaint ? (
          <Sheet title={t('title')}>
            <Facts
              facts={[
                [
                  t('number'),
                  <span key="number" className="mono">
                    {complaint.complaintId}
                  </span>,
                ],
                [t('state'), `${t(complaint.state)}${complaint.fullyRefunded ? ` · ${t('refunded')}` : ''}`],
                [
                  t('payment'),
                  complaint.paymentNo ? (
                    <Link key="payment" className="mono" to={`/payments/${complaint.paymentNo}`}>
                      {complaint.paymentNo}
                    </Link>
                  ) : null,
                ],
                [t('amount'), <Money key="amount" fen={complaint.amountFen} />],
                [t('told'), <At key="told" at={complaint.toldAt} />],
              ]}
            />
            <p className="soft">{t('how')}</p>
          </Sheet>
        ) : null
      }
    </Loaded>
  );
}
