import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type DisclosureFile, type NewDisclosure, useWrite } from './disclosures.queries.ts';
import { BothLanguages, useEffectIn } from './edition.tsx';
import { kinds } from './kinds.ts';
import { texts } from './texts.ts';

/** As the form keeps it: a day that is left open is empty. */
type Written = Omit<NewDisclosure, 'effectiveUntil'> & { effectiveUntil?: string };

/** A new notice or policy, or the next edition of one, seen as residents will before it is handed in. */
export function EditDialog({ file, onClose }: { file?: DisclosureFile; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const go = useNavigate();
  const [form] = Form.useForm<Written>();
  const [preview, setPreview] = useState<Written | null>(null);
  const writing = useWrite(file?.number);
  const newest = file?.editions[0];
  const save = ({ effectiveUntil, ...rest }: Written) =>
    writing.mutate(
      { ...rest, effectiveUntil: effectiveUntil || null },
      { onSuccess: ({ number }) => (file ? onClose() : go(`/disclosures/${number}`)) },
    );
  return (
    <Modal
      open
      width={760}
      title={t(file ? 'new-edition' : 'write')}
      okText={t('propose')}
      cancelText={common('action.cancel')}
      confirmLoading={writing.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={writing.error} />
      <Form<Written>
        form={form}
        layout="vertical"
        initialValues={
          newest ? { ...newest, effectiveUntil: newest.effectiveUntil ?? undefined } : { kind: 'notice' }
        }
        onFinish={save}
      >
        {file ? null : <KindField />}
        <Words />
        <Days />
      </Form>
      <Button
        onClick={() =>
          void form.validateFields().then(
            values => setPreview(values),
            () => setPreview(null),
          )
        }
      >
        {t('preview')}
      </Button>
      {preview ? <Preview written={preview} /> : null}
    </Modal>
  );
}

function KindField() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <Form.Item name="kind" label={t('kind')}>
      <Select options={kinds.map(value => ({ value, label: word('disclosure-kind', value) }))} />
    </Form.Item>
  );
}

function useNeeded() {
  const t = useFeatureTexts(texts);
  return [{ required: true, whitespace: true, message: t('say-it') }];
}

function Words() {
  const t = useFeatureTexts(texts);
  const needed = useNeeded();
  return (
    <>
      <Form.Item name="titleZh" label={t('title-zh')} rules={needed}>
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="bodyZh" label={t('body-zh')} rules={needed}>
        <Input.TextArea rows={5} maxLength={4000} />
      </Form.Item>
      <Form.Item name="titleEn" label={t('title-en')} rules={needed}>
        <Input maxLength={160} />
      </Form.Item>
      <Form.Item name="bodyEn" label={t('body-en')} rules={needed}>
        <Input.TextArea rows={5} maxLength={4900} />
      </Form.Item>
      <Form.Item name="source" label={t('source')} rules={needed}>
        <Input maxLength={200} />
      </Form.Item>
    </>
  );
}

function Days() {
  const t = useFeatureTexts(texts);
  const needed = useNeeded();
  return (
    <>
      <Form.Item name="effectiveFrom" label={t('effective-from')} rules={needed}>
        <Input type="date" />
      </Form.Item>
      <Form.Item name="effectiveUntil" label={t('effective-until')} extra={t('effective-until-hint')}>
        <Input type="date" />
      </Form.Item>
    </>
  );
}

function Preview({ written }: { written: Written }) {
  const t = useFeatureTexts(texts);
  const effectIn = useEffectIn();
  const { effectiveFrom, effectiveUntil, source } = written;
  return (
    <section className="sheet" aria-live="polite" aria-label={t('preview-of')} style={{ marginTop: 12 }}>
      <div className="body">
        <p className="soft no-top">{t('preview-of')}</p>
        <BothLanguages words={written} />
        <p className="soft">
          {effectIn({ effectiveFrom, effectiveUntil: effectiveUntil || null })} · {source}
        </p>
      </div>
    </section>
  );
}
