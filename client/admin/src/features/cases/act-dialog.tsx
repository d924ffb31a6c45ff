import type { FormInstance } from 'antd';
import { Form, Input, Modal, Select } from 'antd';
import { ApiError } from '../../api/http.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { InsertArticle } from '../knowledge/insert-article.tsx';
import {
  type CaseAct,
  type CaseFile,
  useCaseAct,
  useColleagues,
  useReplyTemplates,
} from './cases.queries.ts';
import { blames, classes, grades, kinds } from './kinds.ts';
import { OthersNotice } from './others-notice.tsx';
import type { Other } from './presence.queries.ts';
import { texts } from './texts.ts';

type Entry = Record<string, string | undefined>;

/** What is asked for before an act is done; the label says who will read it. */
const labels: Partial<
  Record<
    CaseAct,
    | 'reason'
    | 'contact-words'
    | 'update-words'
    | 'note-words'
    | 'pause-words'
    | 'close-words'
    | 'answer-words'
    | 'caller-words'
  >
> = {
  'hand-over': 'reason',
  contact: 'contact-words',
  update: 'update-words',
  note: 'note-words',
  pause: 'pause-words',
  answer: 'answer-words',
  close: 'close-words',
  grade: 'reason',
  classify: 'reason',
  'change-kind': 'reason',
  confide: 'reason',
  'send-crew': 'reason',
  remind: 'caller-words',
  reopen: 'caller-words',
};

interface ActDialogProps {
  act: CaseAct;
  file: CaseFile;
  others: Other[];
  onClose: () => void;
}

export function ActDialog({ act, file, others, onClose }: ActDialogProps) {
  const { t: common } = useTexts();
  const t = useFeatureTexts(texts);
  const word = useWord();
  const [form] = Form.useForm<Entry>();
  const doing = useCaseAct(file);
  const label = labels[act];
  const title = word('case-act', act);
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
      <OthersNotice others={others} />
      <ProblemList error={doing.error} />
      {doing.error instanceof ApiError && doing.error.code === 'case-changed' ? (
        <p className="soft">{t('changed-hint')}</p>
      ) : null}
      {act === 'answer' ? <p className="soft">{t('five-ways')}</p> : null}
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={{
          outcome: file.outcomes[0],
          grade: file.grade,
          complaintClass: file.complaintClass ?? undefined,
        }}
        onFinish={entry => doing.mutate({ act, ...given(entry) }, { onSuccess: onClose })}
      >
        {act === 'hand-over' ? <Colleague /> : null}
        {act === 'merge' ? (
          <Form.Item
            name="into"
            label={t('into')}
            rules={[{ required: true, pattern: /^GD\d{16}$/, message: t('say-it') }]}
          >
            <Input className="mono" maxLength={18} autoFocus />
          </Form.Item>
        ) : null}
        {act === 'grade' ? (
          <Form.Item name="grade" label={t('grade')}>
            <Select options={grades.map(value => ({ value, label: word('case-grade', value) }))} />
          </Form.Item>
        ) : null}
        {act === 'classify' ? (
          <Form.Item name="complaintClass" label={t('class')}>
            <Select options={classes.map(value => ({ value, label: word('case-class', value) }))} />
          </Form.Item>
        ) : null}
        {act === 'change-kind' ? <Kind file={file} form={form} /> : null}
        {act === 'pause' ? (
          <Form.Item name="until" label={t('pause-until')}>
            <Input type="date" />
          </Form.Item>
        ) : null}
        {act === 'answer' ? <Judgement file={file} form={form} /> : null}
        {act === 'answer' || act === 'update' ? (
          <InsertArticle
            words={file.words}
            kind={file.kind}
            onInsert={text => form.setFieldValue('words', joined(form.getFieldValue('words'), text))}
          />
        ) : null}
        {act === 'answer' ? <Template file={file} form={form} /> : null}
        {act === 'note' ? <p className="soft">{t('note-mention')}</p> : null}
        {label ? (
          <Form.Item name="words" label={t(label)} rules={[{ required: true, min: 2, message: t('say-it') }]}>
            <Input.TextArea rows={4} maxLength={act === 'answer' || act === 'note' ? 2000 : 500} />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}

/** Under what stands there already. */
const joined = (before: string | undefined, text: string) => [before, text].filter(Boolean).join('\n');
/** Fills the answer with a template's words; blanks are for whoever answers. */
function Template({ file, form }: { file: CaseFile; form: FormInstance<Entry> }) {
  const t = useFeatureTexts(texts);
  const templates = useReplyTemplates(file.kind);
  return (
    <Form.Item label={t('template')} htmlFor="reply-template">
      <Select<number>
        id="reply-template"
        allowClear
        options={(templates.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={id =>
          form.setFieldValue('words', templates.data?.find(template => template.id === id)?.words ?? '')
        }
      />
    </Form.Item>
  );
}

const given = (entry: Entry) =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined && value !== ''));

function Colleague() {
  const t = useFeatureTexts(texts);
  const colleagues = useColleagues();
  return (
    <Form.Item name="to" label={t('to')} rules={[{ required: true, message: t('say-it') }]}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        loading={colleagues.isPending}
        options={(colleagues.data?.colleagues ?? []).map(({ username, displayName }) => ({
          value: username,
          label: `${displayName} (${username})`,
        }))}
      />
    </Form.Item>
  );
}

/** What it is, where it came in as something else; a complaint has a class. */
function Kind({ file, form }: { file: CaseFile; form: FormInstance<Entry> }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const needed = [{ required: true, message: t('say-it') }];
  return (
    <>
      <Form.Item name="kind" label={t('kind')} rules={needed}>
        <Select
          options={kinds
            .filter(value => value !== file.kind)
            .map(value => ({ value, label: word('case-kind', value) }))}
        />
      </Form.Item>
      {Form.useWatch('kind', form) === 'complaint' ? (
        <Form.Item name="complaintClass" label={t('class')} rules={needed}>
          <Select options={classes.map(value => ({ value, label: word('case-class', value) }))} />
        </Form.Item>
      ) : null}
    </>
  );
}

/** How it ends. What is upheld needs its cause, whose doing it was, and the remedy. */
function Judgement({ file, form }: { file: CaseFile; form: FormInstance<Entry> }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const outcome = Form.useWatch('outcome', form) ?? file.outcomes[0];
  const needed = [{ required: true, message: t('say-it') }];
  return (
    <>
      <Form.Item name="outcome" label={t('outcome')}>
        <Select options={file.outcomes.map(value => ({ value, label: word('case-outcome', value) }))} />
      </Form.Item>
      {outcome === 'upheld' ? (
        <>
          <Form.Item name="cause" label={t('cause')} rules={needed}>
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item name="remedy" label={t('remedy')} rules={needed}>
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item name="responsibility" label={t('blame')} rules={needed}>
            <Select options={blames.map(value => ({ value, label: word('case-blame', value) }))} />
          </Form.Item>
        </>
      ) : null}
    </>
  );
}
