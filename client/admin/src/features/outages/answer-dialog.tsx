import { Form, Input, Modal, Segmented } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { Times } from './act-dialog.tsx';
import { type OutageFile, useAct } from './outages.queries.ts';
import { texts } from './texts.ts';
import { fromInput, toInput } from './times.ts';

interface Entry {
  act: 'agree' | 'counter';
  from?: string;
  until?: string;
  note: string;
}

interface Props {
  file: OutageFile;
  negotiation: OutageFile['negotiations'][number];
  onClose: () => void;
}

/** What a large customer answered by telephone or letter; who said it and how stays with the answer. */
export function AnswerDialog({ file, negotiation: { id, accountNo, rounds }, onClose }: Props) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<Entry>();
  const act = Form.useWatch('act', form);
  const answer = useAct(file.outageNo);
  const last = rounds.at(-1);
  const send = ({ act: said, from, until, note }: Entry) => {
    const times = said === 'counter' ? { fromAt: fromInput(from), untilAt: fromInput(until) } : {};
    answer.mutate(
      { path: `negotiations/${id}/answer`, body: { act: said, note, ...times } },
      { onSuccess: onClose },
    );
  };
  return (
    <Modal
      open
      title={`${t('record-answer')} ${accountNo}`}
      okText={t('record-answer')}
      cancelText={common('action.cancel')}
      confirmLoading={answer.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={answer.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={{
          act: 'agree',
          from: toInput(last?.fromAt ?? file.fromAt),
          until: toInput(last?.untilAt ?? file.untilAt),
        }}
        onFinish={send}
      >
        <Form.Item name="act" label={t('answered-what')}>
          <Segmented
            options={(['agree', 'counter'] as const).map(value => ({ value, label: t(`answered.${value}`) }))}
          />
        </Form.Item>
        {act === 'counter' ? <Times /> : null}
        <Form.Item
          name="note"
          label={t('answered-how')}
          rules={[{ required: true, min: 2, max: 200, message: t('answered-how') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
