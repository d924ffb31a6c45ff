import { Form, Input, Modal, Select } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type DeskAct, type OrderFile, useDeskAct } from './repairs.queries.ts';
import { texts } from './texts.ts';

interface Entry {
  teamId?: number;
  words?: string;
}

/** What a dispatcher does to an order. Another team than the nearest is sent for a reason only; the server says which one it is. */
export function DeskDialog({
  act,
  caseNo,
  file,
  onClose,
}: {
  act: DeskAct;
  caseNo?: string;
  file: OrderFile;
  onClose: () => void;
}) {
  const { t: common } = useTexts();
  const t = useFeatureTexts(texts);
  const word = useWord();
  const [form] = Form.useForm<Entry>();
  const teamId = Form.useWatch('teamId', form);
  const doing = useDeskAct(file);
  const title = word('repair-act', act === 'dispatch' && file.team ? 'dispatch-again' : act);
  const needsWords =
    act === 'dispatch' ? file.team !== null || teamId !== file.free[0]?.id : act !== 'archive';
  const send = ({ words, ...entry }: Entry) =>
    doing.mutate(
      { act, ...entry, ...(caseNo ? { caseNo } : {}), ...(words?.trim() ? { words: words.trim() } : {}) },
      { onSuccess: onClose },
    );
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText={common('action.cancel')}
      confirmLoading={doing.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={doing.error} />
      <Form<Entry> form={form} layout="vertical" initialValues={{ teamId: file.free[0]?.id }} onFinish={send}>
        {act === 'dispatch' ? (
          <Form.Item
            name="teamId"
            label={t('free-by-way')}
            rules={[{ required: true, message: t('nobody-free') }]}
          >
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              notFoundContent={t('nobody-free')}
              options={file.free.map(({ id, name, kilometres }) => ({
                value: id,
                label: kilometres === null ? name : t('team-way', { name, kilometres }),
              }))}
            />
          </Form.Item>
        ) : null}
        <Form.Item
          name="words"
          label={needsWords ? t('reason') : t('words-optional')}
          rules={[{ required: needsWords, whitespace: true, min: 2, message: t('say-it') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
