/** Dated rules with their sources and every change of them, and setting one from a day on: the same for every domain. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { get } from '../api/http.ts';
import { usePostOnce } from '../api/post-once.ts';
import type { Permission } from '../app/permissions.ts';
import { useMay } from '../app/session.tsx';
import { useFeatureTexts, useTexts, useWord } from '../i18n/index.tsx';
import { DataTable } from './data-table.tsx';
import { ProblemList } from './problem-list.tsx';
import { clockOf, minutesOf, type RuleEntry } from './rule-values.ts';
import { texts } from './rules.texts.ts';
import { Sheet } from './sheet.tsx';
import { EmptyState, Loaded } from './states.tsx';
import { StatusTag } from './status-tag.tsx';
import { At } from './values.tsx';
import { Who } from './who.tsx';

interface Rule {
  name: string;
  value: number;
  /** A day, or a moment. */
  validFrom: string;
  source: string;
  setBy: string;
  setAt: string;
  state: 'in-force' | 'scheduled' | 'past';
}

interface RulesSheetProps {
  title: string;
  hint?: string;
  /** Where they are read, and set: `/staff/chat-rules`. */
  path: `/staff/${string}`;
  mayBeSetBy: Permission;
  /** The group of their names, for `useWord`. */
  group: string;
  names: readonly string[];
  /** Where a value is no plain number. */
  entries?: Readonly<Record<string, RuleEntry>>;
  least?: number;
  most: number;
  /** Without a day a rule begins now. */
  mayBeginNow?: boolean;
}

const tones = { 'in-force': 'good', scheduled: 'waits', past: 'plain' } as const;

export function RulesSheet(props: RulesSheetProps) {
  const { title, hint, path, mayBeSetBy, group, entries = {} } = props;
  const t = useFeatureTexts(texts);
  const word = useWord();
  const may = useMay();
  const rules = useQuery({ queryKey: ['rules', path], queryFn: () => get<{ rules: Rule[] }>(path) });
  const [setting, setSetting] = useState(false);
  const shown = ({ name, value }: Rule) =>
    entries[name] === 'clock'
      ? clockOf(value)
      : entries[name] === 'yes'
        ? t(value ? 'rules.yes' : 'rules.no')
        : value;
  return (
    <Sheet
      title={title}
      flush
      extra={
        may(mayBeSetBy) ? (
          <Button size="small" onClick={() => setSetting(true)}>
            {t('rules.set')}
          </Button>
        ) : null
      }
    >
      {hint ? <p className="soft quiet-line">{hint}</p> : null}
      <Loaded query={rules}>
        {({ rules: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('rules.none')} />
          ) : (
            <DataTable<Rule>
              label={title}
              wraps
              rowKey={({ name, setAt, validFrom }) => name + setAt + validFrom}
              dataSource={rows}
              columns={[
                {
                  title: t('rules.rule'),
                  key: 'name',
                  width: '30%',
                  render: (_, { name }) => word(group, name),
                },
                {
                  title: t('rules.value'),
                  key: 'value',
                  width: 80,
                  align: 'right',
                  render: (_, row) => <span className="figures">{shown(row)}</span>,
                },
                {
                  title: t('rules.valid-from'),
                  key: 'from',
                  width: 140,
                  render: (_, { validFrom, state }) => (
                    <>
                      {validFrom.includes('T') ? (
                        <At at={validFrom} />
                      ) : (
                        <span className="figures">{validFrom}</span>
                      )}
                      <div>
                        <StatusTag status={state} tone={tones[state]} text={t(`rules.${state}`)} />
                      </div>
                    </>
                  ),
                },
                { title: t('rules.source'), dataIndex: 'source' },
                {
                  title: t('rules.by'),
                  key: 'by',
                  width: 100,
                  render: (_, { setBy }) => (setBy === 'system' ? t('rules.installed') : <Who did={setBy} />),
                },
              ]}
            />
          )
        }
      </Loaded>
      {setting ? <RuleDialog {...props} onClose={() => setSetting(false)} /> : null}
    </Sheet>
  );
}

interface Entry {
  name: string;
  value: number | string;
  validFrom?: string;
  source: string;
}

function useSetRule(path: string) {
  const client = useQueryClient();
  const postOnce = usePostOnce();
  return useMutation({
    mutationFn: (rule: object) => postOnce(path, rule),
    // What the rules are about is worked out by them.
    onSettled: () => client.invalidateQueries(),
  });
}

function RuleDialog(props: RulesSheetProps & { onClose: () => void }) {
  const { title, path, group, names, entries = {}, mayBeginNow, onClose } = props;
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const [form] = Form.useForm<Entry>();
  const set = useSetRule(path);
  const name = Form.useWatch('name', form) ?? names[0]!;
  const entry = entries[name] ?? 'number';
  const needed = { required: true, message: t('rules.say-it') };
  const send = ({ value, validFrom, ...rule }: Entry) =>
    set.mutate(
      {
        ...rule,
        value: entry === 'clock' ? minutesOf(String(value)) : value,
        ...(validFrom ? { validFrom } : {}),
      },
      { onSuccess: onClose },
    );
  return (
    <Modal
      open
      title={`${t('rules.set')} · ${title}`}
      okText={t('rules.set')}
      cancelText={common('action.cancel')}
      confirmLoading={set.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={set.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={{ name: names[0] }}
        onValuesChange={changed => (changed.name ? form.setFieldValue('value', undefined) : undefined)}
        onFinish={send}
      >
        <Form.Item name="name" label={t('rules.rule')}>
          <Select options={names.map(each => ({ value: each, label: word(group, each) }))} />
        </Form.Item>
        <ValueField key={name} entry={entry} least={props.least ?? 0} most={props.most} />
        <Form.Item
          name="validFrom"
          label={t(mayBeginNow ? 'rules.begins' : 'rules.valid-from')}
          rules={mayBeginNow ? [] : [needed]}
        >
          <Input type="date" style={{ width: 170 }} />
        </Form.Item>
        <Form.Item
          name="source"
          label={t('rules.source')}
          rules={[{ ...needed, whitespace: true, min: 2, max: 200 }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function ValueField({ entry, least, most }: { entry: RuleEntry; least: number; most: number }) {
  const t = useFeatureTexts(texts);
  const label = t('rules.value');
  if (entry === 'clock')
    return (
      <Form.Item
        name="value"
        label={label}
        rules={[
          {
            validator: (_, value) =>
              minutesOf(String(value ?? '')) === undefined
                ? Promise.reject(new Error(t('rules.clock-wanted')))
                : Promise.resolve(),
          },
        ]}
      >
        <Input placeholder="08:00" maxLength={5} style={{ width: 120 }} />
      </Form.Item>
    );
  return (
    <Form.Item name="value" label={label} rules={[{ required: true, message: t('rules.say-it') }]}>
      {entry === 'yes' ? (
        <Select
          style={{ width: 120 }}
          options={[
            { value: 1, label: t('rules.yes') },
            { value: 0, label: t('rules.no') },
          ]}
        />
      ) : (
        <InputNumber min={least} max={most} precision={0} />
      )}
    </Form.Item>
  );
}
