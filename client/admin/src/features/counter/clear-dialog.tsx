import { Form, InputNumber, Modal } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { aboutTaking } from './about-taking.ts';
import { type Taking, useClearPaper } from './counter.queries.ts';
import { shiftTexts } from './shift-texts.ts';

/** The same slip or cheque was cleared for another bill already: what the bank credited must cover all of them. */
export function ClearDialog({ taking, onClose }: { taking: Taking; onClose: () => void }) {
  const t = useFeatureTexts(shiftTexts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<{ credited: number }>();
  const clear = useClearPaper(taking.paymentNo);
  return (
    <Modal
      open
      title={aboutTaking(t('clear'), taking)}
      okText={t('clear')}
      cancelText={common('action.cancel')}
      confirmLoading={clear.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="soft no-top">{t('clear-several')}</p>
      <ProblemList error={clear.error} />
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ credited }) =>
          clear.mutate({ creditedFen: Math.round(credited * 100) }, { onSuccess: onClose })
        }
      >
        <Form.Item
          name="credited"
          label={t('credited')}
          rules={[{ required: true, message: common('sign-in.required') }]}
        >
          <InputNumber min={0.01} precision={2} autoFocus />
        </Form.Item>
      </Form>
    </Modal>
  );
}
