import { App, Button, Drawer, Form, Input } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { entryOf, type RulesEntry, rulesOf } from './rules-entry.ts';
import { RulesFields } from './rules-fields.tsx';
import {
  type DraftContent,
  type Tariff,
  type TariffDraft,
  useSaveDraft,
  useTrial,
} from './tariffs.queries.ts';
import { texts } from './texts.ts';
import { TrialView } from './trial-view.tsx';

interface Entry extends RulesEntry {
  effectiveFrom: string;
  source: string;
  note?: string;
}

/** Begins with the latest edition; can be tried before it is kept. */
export function DraftEditor({
  tariff,
  draft,
  onClose,
}: {
  tariff: Tariff;
  draft?: TariffDraft;
  onClose: () => void;
}) {
  const t = useFeatureTexts(texts);
  const { t: common, language } = useTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<Entry>();
  const base = draft?.rules ?? tariff.versions.at(-1)!.rules;
  const save = useSaveDraft(tariff, draft);
  const trial = useTrial(tariff);
  const required = [{ required: true, min: 2, message: common('sign-in.required') }];
  const whole = () => ({ ...form.getFieldsValue(true) }) as Entry;
  const onFinish = () => {
    const { effectiveFrom, source, note, ...rules } = whole();
    const content = {
      effectiveFrom,
      source,
      note: note || null,
      rules: rulesOf(rules, base),
    } as DraftContent;
    save.mutate(content, {
      onSuccess: () => {
        void message.success(t('tariffs.saved'));
        onClose();
      },
    });
  };
  return (
    <Drawer
      open
      size="min(760px, calc(100vw - 56px))"
      title={t('tariffs.draft-title', { name: language === 'zh' ? tariff.nameZh : tariff.nameEn })}
      onClose={onClose}
      footer={
        <div className="drawer-foot">
          <Button
            loading={trial.isPending}
            onClick={() => void form.validateFields().then(() => trial.mutate(rulesOf(whole(), base)))}
          >
            {t('trial.do')}
          </Button>
          <Button type="primary" loading={save.isPending} onClick={() => form.submit()}>
            {common('action.save')}
          </Button>
        </div>
      }
    >
      <ProblemList error={save.error ?? trial.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        onFinish={onFinish}
        // A trial is of what stood there when it was asked for.
        onValuesChange={() => trial.reset()}
        initialValues={{
          ...entryOf(base),
          effectiveFrom: draft?.effectiveFrom,
          source: draft?.source,
          note: draft?.note ?? undefined,
        }}
      >
        <div className="form-row">
          <Form.Item name="effectiveFrom" label={t('tariffs.from')} rules={required}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="source" label={t('tariffs.source')} rules={required}>
            <Input maxLength={200} />
          </Form.Item>
        </div>
        <Form.Item name="note" label={t('tariffs.note')}>
          <Input maxLength={500} />
        </Form.Item>
        <RulesFields />
      </Form>
      {trial.data ? <TrialView trial={trial.data} /> : null}
    </Drawer>
  );
}
