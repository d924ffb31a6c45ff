import { Checkbox, Form, Input, Modal, Select } from 'antd';
import { ApiError } from '../../api/http.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { useRegions, useStartRun } from './billing-runs.queries.ts';
import { texts } from './texts.ts';

export function NewRunDialog({ onClose }: { onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const [form] = Form.useForm<{ regionCode: string; month: string; skipMonths?: boolean }>();
  const { data: regions = [] } = useRegions();
  const start = useStartRun();
  const skips = start.error instanceof ApiError && start.error.code === 'months-skipped';
  /** What was confirmed was said of another region or month. */
  const changed = ({ skipMonths }: { skipMonths?: boolean }) => {
    if (skipMonths !== undefined) return;
    start.reset();
    form.setFieldValue('skipMonths', false);
  };
  const required = [{ required: true, message: t('sign-in.required') }];
  return (
    <Modal
      open
      title={t('runs.add')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={t('runs.preview')}
      cancelText={t('action.cancel')}
      confirmLoading={start.isPending}
    >
      <ProblemList error={start.error} />
      <Form
        form={form}
        layout="vertical"
        onValuesChange={changed}
        onFinish={values => start.mutate(values, { onSuccess: onClose })}
      >
        <Form.Item name="regionCode" label={t('account.region')} rules={required}>
          <Select
            options={regions.map(region => ({
              value: region.code,
              label: language === 'zh' ? region.nameZh : region.nameEn,
            }))}
          />
        </Form.Item>
        <Form.Item name="month" label={t('bill.month')} rules={required}>
          <Input type="month" />
        </Form.Item>
        {skips ? (
          <Form.Item name="skipMonths" valuePropName="checked">
            <Checkbox>{t('runs.skip')}</Checkbox>
          </Form.Item>
        ) : null}
      </Form>
      <p className="soft" style={{ marginBottom: 0 }}>
        {t('runs.preview-hint')}
      </p>
    </Modal>
  );
}
