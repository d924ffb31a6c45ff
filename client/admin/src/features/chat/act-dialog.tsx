import { Form, Input, Modal, Select } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { classes, kinds } from '../cases/kinds.ts';
import { type ActBody, type ChatAct, type ChatFile, useChatAct, useColleagues } from './chat.queries.ts';
import { texts } from './texts.ts';

type Entry = Record<string, string | undefined>;

interface ActDialogProps {
  act: ChatAct;
  file: ChatFile;
  onDone: (file: ChatFile) => void;
  onClose: () => void;
}

/** What is asked before a conversation goes to a colleague or into a case. */
export function ActDialog({ act, file, onDone, onClose }: ActDialogProps) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const [form] = Form.useForm<Entry>();
  const doing = useChatAct(file.chatNo);
  const title = word('chat-act', act);
  const send = (entry: Entry) => {
    const given = Object.fromEntries(Object.entries(entry).filter(([, value]) => value));
    doing.mutate({ act, ...given } as ActBody, {
      onSuccess: changed => {
        onDone(changed);
        onClose();
      },
    });
  };
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
      <Form<Entry> form={form} layout="vertical" initialValues={{ kind: 'enquiry' }} onFinish={send}>
        {act === 'hand-over' ? <Colleague owner={file.owner} /> : null}
        {act === 'make-case' ? <Kind /> : null}
        {act === 'join-case' ? (
          <Form.Item
            name="caseNo"
            label={t('which-case')}
            rules={[{ required: true, pattern: /^GD\d{16}$/, message: t('say-it') }]}
          >
            <Input className="mono" maxLength={18} autoFocus />
          </Form.Item>
        ) : null}
        {act === 'hand-over' ? null : (
          <Form.Item
            name="words"
            label={t('case-words')}
            rules={[{ required: true, min: 5, message: t('say-it') }]}
          >
            <Input.TextArea rows={4} maxLength={2000} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

function Colleague({ owner }: { owner: string | null }) {
  const t = useFeatureTexts(texts);
  const colleagues = useColleagues();
  const others = (colleagues.data?.colleagues ?? []).filter(({ username }) => username !== owner);
  return (
    <Form.Item name="to" label={t('to')} rules={[{ required: true, message: t('say-it') }]}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        loading={colleagues.isPending}
        options={others.map(({ username, displayName }) => ({
          value: username,
          label: `${displayName} (${username})`,
        }))}
      />
    </Form.Item>
  );
}

function Kind() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const form = Form.useFormInstance<Entry>();
  const kind = Form.useWatch('kind', form);
  return (
    <>
      <Form.Item name="kind" label={t('kind')}>
        <Select options={kinds.map(value => ({ value, label: word('case-kind', value) }))} />
      </Form.Item>
      {kind === 'complaint' ? (
        <Form.Item
          name="complaintClass"
          label={t('class')}
          rules={[{ required: true, message: t('say-it') }]}
        >
          <Select options={classes.map(value => ({ value, label: word('case-class', value) }))} />
        </Form.Item>
      ) : null}
    </>
  );
}
