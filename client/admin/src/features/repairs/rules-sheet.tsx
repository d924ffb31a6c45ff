import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type Rules, useRules, useSetRule } from './repairs.queries.ts';
import { texts } from './texts.ts';

type Rule = Rules['rules'][number];
const names: Rule['name'][] = [
  'arrive-city-minutes',
  'arrive-rural-minutes',
  'arrive-remote-minutes',
  'restore-city-minutes',
  'restore-rural-minutes',
  'restore-remote-minutes',
  'accept-minutes',
  'warn-minutes',
  'group-minutes',
  'second-visit-days',
];
const tones = { 'in-force': 'plain', scheduled: 'waits', past: 'plain' } as const;

/** The limits with their sources, and every change of them. */
export function RulesSheet() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const rules = useRules();
  const [setting, setSetting] = useState(false);
  return (
    <Sheet
      title={t('rules')}
      flush
      extra={
        may('POST /staff/repair-rules') ? (
          <Button size="small" onClick={() => setSetting(true)}>
            {t('set-rule')}
          </Button>
        ) : null
      }
    >
      <Loaded query={rules}>
        {({ rules: rows }) => (
          <DataTable<Rule>
            label={t('rules')}
            wraps
            rowKey={({ name, setAt }) => name + setAt}
            dataSource={rows}
            columns={[
              { title: t('rule'), key: 'name', render: (_, { name }) => word('repair-rule', name) },
              { title: t('value'), dataIndex: 'value', width: 80, align: 'right' },
              {
                title: t('state'),
                key: 'state',
                width: 110,
                render: (_, { state }) => (
                  <StatusTag status={state} tone={tones[state]} text={t(`rule-${state}`)} />
                ),
              },
              { title: t('valid-from'), dataIndex: 'validFrom', width: 120 },
              { title: t('source'), dataIndex: 'source' },
            ]}
          />
        )}
      </Loaded>
      {setting ? <RuleDialog onClose={() => setSetting(false)} /> : null}
    </Sheet>
  );
}

function RuleDialog({ onClose }: { onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { t: common } = useTexts();
  const [form] = Form.useForm<Parameters<ReturnType<typeof useSetRule>['mutate']>[0]>();
  const set = useSetRule();
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
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: names[0] }}
        onFinish={rule => set.mutate(rule, { onSuccess: onClose })}
      >
        <Form.Item name="name" label={t('rule')}>
          <Select options={names.map(name => ({ value: name, label: word('repair-rule', name) }))} />
        </Form.Item>
        <Form.Item name="value" label={t('value')} rules={[{ required: true, message: t('say-it') }]}>
          <InputNumber min={1} max={2880} precision={0} />
        </Form.Item>
        <Form.Item
          name="validFrom"
          label={t('valid-from')}
          rules={[{ required: true, message: t('say-it') }]}
        >
          <Input type="date" style={{ width: 170 }} />
        </Form.Item>
        <Form.Item
          name="source"
          label={t('source')}
          rules={[{ required: true, min: 2, max: 200, message: t('say-it') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
