import { Button, Form, Input } from 'antd';
import type { AccountFile } from '../../api/accounts.types.ts';
import { Allowed } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { useAddNote } from './accounts.queries.ts';
import { texts } from './texts.ts';

export function NotesSheet({
  accountNo,
  contractNo,
  notes,
}: {
  accountNo: string;
  contractNo: string;
  notes: AccountFile['notes'];
}) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<{ text: string }>();
  const add = useAddNote(accountNo, contractNo);
  return (
    <Sheet title={t('notes.title')}>
      {notes.length === 0 ? <p className="soft no-top">{t('notes.none')}</p> : null}
      <ul className="notes">
        {notes.map(note => (
          <li key={note.id}>
            <div>{note.text}</div>
            <span className="soft">
              <Who did={note.writtenBy} /> <At at={note.writtenAt} />
            </span>
          </li>
        ))}
      </ul>
      <Allowed to="POST /staff/accounts/:accountNo/notes">
        <ProblemList error={add.error} />
        <Form
          form={form}
          onFinish={({ text }) => add.mutate(text, { onSuccess: () => form.resetFields() })}
          className="note-form"
        >
          <Form.Item
            name="text"
            noStyle
            rules={[{ required: true, min: 2, message: common('action.reason-needed') }]}
          >
            <Input.TextArea
              rows={2}
              maxLength={1_000}
              placeholder={t('notes.placeholder')}
              aria-label={t('notes.add')}
            />
          </Form.Item>
          <Button htmlType="submit" size="small" loading={add.isPending}>
            {t('notes.add')}
          </Button>
        </Form>
      </Allowed>
    </Sheet>
  );
}
