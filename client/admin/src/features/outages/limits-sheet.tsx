import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type Rules, useRules, useSetRule } from './outages.queries.ts';
import { texts } from './texts.ts';

type Rule = Rules[number];
const names: Rule['name'][] = [
  'planned-notice-hours',
  'important-notice-hours',
  'fault-publish-minutes',
  'answer-within-hours',
  'board-lists-homes',
];
const tones = { 'in-force': 'good', scheduled: 'waits', past: 'plain' } as const;

/** The limits of notice with their sources, and every change of them. */
export function LimitsSheet() {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const rules = useRules();
  const [setting, setSetting] = useState(false);
  return (
    <Sheet
      title={t('rules-title')}
      flush
      extra={
        may('POST /staff/outage-rules') ? (
          <Button size="small" onClick={() => setSetting(true)}>
            {t('set-rule')}
          </Button>
        ) : null
      }
    >
      <Loaded query={rules}>
        {({ rules: rows }) => (
          <DataTable<Rule>
            label={t('rules-title')}
            wraps
            rowKey="id"
            dataSource={rows}
            columns={[
              { title: t('rules-title'), key: 'name', render: (_, row) => t(`rule-name.${row.name}`) },
              { title: t('value'), dataIndex: 'value', width: 80, align: 'right' },
              {
                title: t('state'),
                key: 'state',
                width: 110,
                render: (_, { state }) => (
                  <StatusTag status={state} tone={tones[state]} text={t(`rule-state.${state}`)} />
                ),
              },
              {
                title: t('valid-from'),
                key: 'from',
                width: 150,
                render: (_, row) => <At at={row.validFrom} />,
              },
              { title: t('source'), dataIndex: 'source' },
            ]}
          />
        )}
      </Loaded>
      {setting ? <LimitDialog onClose={() => setSetting(false)} /> : null}
    </Sheet>
  );
}

interface Entry {
  name: Rule['name'];
  value: number;
  validFrom?: string;
  source: string;
}

function LimitDialog({ onClose }: { onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<Entry>();
  const set = useSetRule();
  const send = ({ validFrom, ...rule }: Entry) =>
    set.mutate({ ...rule, ...(validFrom ? { validFrom } : {}) }, { onSuccess: onClose });
  return (
    <Modal
      open
      title={t('set-rule')}
      okText={t('set-rule')}
      cancelText={common('action.cancel')}
      confirmLoading={set.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={set.error} />
      <Form<Entry> form={form} layout="vertical" initialValues={{ name: names[0] }} onFinish={send}>
        <Form.Item name="name" label={t('rules-title')}>
          <Select options={names.map(name => ({ value: name, label: t(`rule-name.${name}`) }))} />
        </Form.Item>
        <Form.Item name="value" label={t('value')} rules={[{ required: true, message: t('value') }]}>
          <InputNumber min={0} max={10_000} precision={0} />
        </Form.Item>
        <Form.Item name="validFrom" label={t('valid-from-hint')}>
          <Input type="date" style={{ width: 170 }} />
        </Form.Item>
        <Form.Item
          name="source"
          label={t('source')}
          rules={[{ required: true, min: 2, max: 200, message: t('source-needed') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
