import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber, Modal, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router-dom';
import type { Answer, Body } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { useMay } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { At, Money } from '../../components/values.tsx';
import { defineTexts, useFeatureTexts, useTexts } from '../../i18n/index.tsx';

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
    asked: '申请退款',
    approved: '已同意',
    rejected: '未同意',
    approve: '同意退款',
    reject: '不同意退款',
    days: '预计几个工作日内发起退款',
    'approve-hint': '审批结果会告知微信支付；退款本身请在缴费单上申请，到账后投诉单自动完成。',
    'reject-hint': '原因会告知客户，投诉单随即完成。请先与客户沟通清楚。',
    how: '告知进展、请客户补充和答复会发到微信支付投诉单；答复或办结后，投诉单标记为处理完成。',
  },
  {
    title: 'Complaint at WeChat Pay',
    number: 'Its number',
    state: 'State there',
    pending: 'Waiting',
    processing: 'Being worked on',
    processed: 'Done',
    payment: 'Payment',
    amount: 'Sum of the order',
    refunded: 'refunded in full',
    told: 'Told',
    asked: 'Asks for a refund',
    approved: 'agreed to',
    rejected: 'not agreed to',
    approve: 'Agree to the refund',
    reject: 'Refuse the refund',
    days: 'Working days until it is sent',
    'approve-hint':
      'WeChat Pay is told. Request the refund itself at the payment; as it arrives the complaint is done by itself.',
    'reject-hint': 'The customer is told the reason, and the complaint is done with it: talk to them first.',
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
  const may = useMay()('POST /staff/cases/:caseNo/wallet-complaint/refund-decision');
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
                ...(complaint.refundAskedFen === null
                  ? []
                  : [
                      [
                        t('asked'),
                        <span key="asked">
                          <Money fen={complaint.refundAskedFen} />{' '}
                          {complaint.refundDecision ? (
                            t(complaint.refundDecision)
                          ) : may ? (
                            <RefundDecision caseNo={caseNo} />
                          ) : null}
                        </span>,
                      ] as [string, ReactNode],
                    ]),
              ]}
            />
            <p className="soft">{t('how')}</p>
          </Sheet>
        ) : null
      }
    </Loaded>
  );
}

/** The wallet wants a yes or a no besides the answer; the money goes back by a refund of its own. */
function RefundDecision({ caseNo }: { caseNo: string }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const client = useQueryClient();
  const [deciding, setDeciding] = useState<'approve' | 'reject' | null>(null);
  const [days, setDays] = useState(3);
  const postOnce = usePostOnce();
  const open = (decision: 'approve' | 'reject') => {
    setDeciding(decision);
  };
  const close = () => setDeciding(null);
  const decide = useMutation({
    mutationFn: (body: Body<'POST /staff/cases/:caseNo/wallet-complaint/refund-decision'>) =>
      postOnce(`/staff/cases/${caseNo}/wallet-complaint/refund-decision`, body),
    onSuccess: close,
    onSettled: () => client.invalidateQueries({ queryKey: ['case', caseNo] }),
  });
  return (
    <>
      <Space>
        <Button size="small" onClick={() => open('approve')}>
          {t('approve')}
        </Button>
        <Button size="small" danger onClick={() => open('reject')}>
          {t('reject')}
        </Button>
      </Space>
      {deciding === 'approve' ? (
        <Modal
          open
          title={t('approve')}
          okText={t('approve')}
          cancelText={common('action.cancel')}
          confirmLoading={decide.isPending}
          onOk={() => decide.mutate({ approve: true, workingDays: days })}
          onCancel={close}
        >
          <p className="soft no-top">{t('approve-hint')}</p>
          <ProblemList error={decide.error} />
          <label htmlFor="refund-days">
            {t('days')}{' '}
            <InputNumber
              id="refund-days"
              min={0}
              max={30}
              precision={0}
              value={days}
              onChange={value => setDays(value ?? 0)}
            />
          </label>
        </Modal>
      ) : null}
      {deciding === 'reject' ? (
        <ReasonDialog
          title={t('reject')}
          hint={t('reject-hint')}
          danger
          pending={decide.isPending}
          error={decide.error}
          onDecide={reason => decide.mutate({ approve: false, reason })}
          onClose={close}
        />
      ) : null}
    </>
  );
}
