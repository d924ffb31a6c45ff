import { App, Form, Input, InputNumber, Modal } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { usePutYear } from './calendar.queries.ts';
import { parseDays } from './parse-days.ts';
import { SimulatedDeadlines } from './simulated-deadlines.tsx';
import { texts } from './texts.ts';

interface Entry {
  year: number;
  source: string;
  reason: string;
  days: string;
}

/** A year's days as they stand in the notice, counted before they are saved. */
export function YearDialog({ year, onClose }: { year: number; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<Entry>();
  const put = usePutYear();
  const typed = parseDays(Form.useWatch('days', form) ?? '');
  const yearTyped = Form.useWatch('year', form) ?? year;
  const required = [{ required: true, message: t('needed') }];
  const save = ({ year: of, source, reason, days }: Entry) => {
    const parsed = parseDays(days);
    if (!('days' in parsed)) return;
    put.mutate(
      { year: of, source, reason, days: parsed.days },
      {
        onSuccess: () => {
          void message.success(t('saved', { year: of }));
          onClose();
        },
      },
    );
  };
  return (
    <Modal
      open
      title={t('put')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={put.isPending}
    >
      <ProblemList error={put.error} />
      <Form<Entry> form={form} layout="vertical" initialValues={{ year }} onFinish={save}>
        <Form.Item name="year" label={t('year')} rules={required}>
          <InputNumber min={2020} max={2100} />
        </Form.Item>
        <Form.Item name="source" label={t('source')} extra={t('source-hint')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="days"
          label={t('days')}
          extra={t('days-hint')}
          rules={[
            {
              validator(_, text: string | undefined) {
                const parsed = parseDays(text ?? '');
                if (!('days' in parsed)) return Promise.reject(new Error(t('days-wrong', parsed)));
                if (parsed.days.length === 0) return Promise.reject(new Error(t('days-none')));
                return Promise.resolve();
              },
            },
          ]}
        >
          <Input.TextArea rows={9} className="mono" />
        </Form.Item>
        <Form.Item name="reason" label={t('reason')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
      </Form>
      {'days' in typed && typed.days.length > 0 ? (
        <>
          <p className="soft">
            {t('preview', {
              holidays: typed.days.filter(({ kind }) => kind === 'holiday').length,
              workdays: typed.days.filter(({ kind }) => kind === 'workday').length,
            })}
          </p>
          <SimulatedDeadlines year={yearTyped} days={typed.days} />
        </>
      ) : null}
    </Modal>
  );
}
