import { Form, Input, Modal, Radio } from 'antd';
import { yuan } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type Claim, useAnswerClaim } from './claims.queries.ts';
import { claimTexts } from './texts.ts';

interface Entry {
  outcome: 'refunded' | 'refused';
  answer: string;
}

/** One answer to one claim. It can be "given back" only after the payment was. */
export function AnswerDialog({ claim, onClose }: { claim: Claim; onClose: () => void }) {
  const { t: common } = useTexts();
  const t = useFeatureTexts(claimTexts);
  const word = useWord();
  const [form] = Form.useForm<Entry>();
  const answer = useAnswerClaim(claim.claimNo);
  const refunded = claim.released;
  return (
    <Modal
      open
      title={`${t('answer')} · ${yuan(claim.amountFen)}`}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('answer')}
      cancelText={common('action.cancel')}
      confirmLoading={answer.isPending}
    >
      <ProblemList error={answer.error} />
      <p>{claim.reason}</p>
      {refunded ? null : <p className="soft">{t('refund-first')}</p>}
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={{ outcome: refunded ? 'refunded' : 'refused' }}
        onFinish={entry => answer.mutate(entry, { onSuccess: onClose })}
      >
        <Form.Item name="outcome" label={t('outcome')}>
          <Radio.Group
            options={[
              { value: 'refunded', label: word('claim', 'refunded'), disabled: !refunded },
              { value: 'refused', label: word('claim', 'refused') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="answer"
          label={t('words')}
          rules={[{ required: true, min: 5, max: 300, message: t('words-needed') }]}
        >
          <Input.TextArea rows={3} maxLength={300} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
