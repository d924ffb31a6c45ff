import { Form, Input, Modal } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type OutageAct, type OutageFile, useAct, usePreview } from './outages.queries.ts';
import { texts } from './texts.ts';
import { fromInput, toInput } from './times.ts';

interface Entry {
  from?: string;
  until?: string;
  reason?: string;
  note?: string;
  restoredAt?: string;
}

function bodyOf(act: OutageAct, entry: Entry): object | undefined {
  const times = { fromAt: fromInput(entry.from), untilAt: fromInput(entry.until) };
  if (act === 'propose') return { ...times, ...(entry.note ? { note: entry.note } : {}) };
  if (act === 'cancel') return { reason: entry.reason };
  if (act === 'restore') return entry.restoredAt ? { restoredAt: fromInput(entry.restoredAt) } : {};
  return undefined;
}

/** One act with what it needs, and what it will do said before it is done. A change has a page of its own. */
export function ActDialog({ act, file, onClose }: { act: OutageAct; file: OutageFile; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<Entry>();
  const doing = useAct(file.outageNo);
  const title = t(act as 'publish');
  const path = act === 'propose' ? 'proposal' : act;
  const send = (entry: Entry) => {
    const body = bodyOf(act, entry);
    doing.mutate({ path, ...(body ? { body } : {}) }, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={title}
      okText={title}
      okButtonProps={{ danger: act === 'cancel' }}
      cancelText={common('action.cancel')}
      confirmLoading={doing.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={doing.error} />
      {act === 'publish' ? <PublishHint file={file} /> : null}
      {act === 'propose' ? <p className="soft">{t('propose-hint')}</p> : null}
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={{
          from: toInput(file.fromAt),
          until: toInput(file.untilAt),
        }}
        onFinish={send}
      >
        {act === 'propose' ? <Times /> : null}
        {act === 'cancel' ? (
          <Form.Item
            name="reason"
            label={t('cancel-reason')}
            rules={[{ required: true, min: 2, max: 100, message: t('reason') }]}
          >
            <Input maxLength={100} />
          </Form.Item>
        ) : null}
        {act === 'propose' ? (
          <Form.Item name="note" label={t('propose-note')}>
            <Input maxLength={200} />
          </Form.Item>
        ) : null}
        {act === 'restore' ? (
          <Form.Item name="restoredAt" label={t('restore-at')}>
            <Input type="datetime-local" />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}

export function Times() {
  const t = useFeatureTexts(texts);
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}>
      <Form.Item name="from" label={t('from')} rules={[{ required: true, message: t('times-needed') }]}>
        <Input type="datetime-local" style={{ width: 210 }} />
      </Form.Item>
      <Form.Item
        name="until"
        label={t('to')}
        dependencies={['from']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, until) =>
              until && until > getFieldValue('from') ? Promise.resolve() : Promise.reject(t('times-needed')),
          }),
        ]}
      >
        <Input type="datetime-local" style={{ width: 210 }} />
      </Form.Item>
    </div>
  );
}

/** How many will be told, before it is done. */
function PublishHint({ file }: { file: OutageFile }) {
  const t = useFeatureTexts(texts);
  const { kind, fromAt, untilAt, outageNo } = file;
  const preview = usePreview({
    kind,
    fromAt,
    untilAt,
    outageNo,
    areaIds: file.areas.map(({ areaId }) => areaId),
    accountNos: file.accounts.map(({ accountNo }) => accountNo),
    buildingIds: [],
  });
  const { people = 0, holders = 0, contacts = 0 } = preview.data?.counts ?? {};
  return preview.data ? <p>{t('publish-sure', { count: people + holders + contacts })}</p> : null;
}
