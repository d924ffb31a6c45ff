import { App, Checkbox, Form, Input, InputNumber, Modal, Select } from 'antd';
import type { AccountFile } from '../../api/accounts.types.ts';
import type { Body } from '../../api/answers.ts';
import { shanghaiToday } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { useChangePlan } from './accounts.queries.ts';
import { texts } from './texts.ts';

const kinds = ['flat', 'time-of-use', 'large-household', 'low-income'] as const;

interface Entry {
  kind: (typeof kinds)[number];
  from: string;
  people?: number;
  ends?: boolean;
  reason: string;
}

/** Dated change of a plan or grant: now and afterwards side by side, and a reason. */
export function PlanDialog({ file, onClose }: { file: AccountFile; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const { message } = App.useApp();
  const [form] = Form.useForm<Entry>();
  const kind = Form.useWatch('kind', form) ?? 'time-of-use';
  const ends = Form.useWatch('ends', form) ?? false;
  const from = Form.useWatch('from', form) ?? '';
  const change = useChangePlan(file.account.accountNo);
  const grant = kind === 'large-household' || kind === 'low-income';
  const held = (file.holder?.options ?? []).filter(option => option.to === null).map(option => option.kind);
  const required = [{ required: true, message: common('sign-in.required') }];
  return (
    <Modal
      open
      width={520}
      title={t('plan.change')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={change.isPending}
    >
      <ProblemList error={change.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={{ kind: 'time-of-use', from: firstOfNextMonth() }}
        onFinish={entry =>
          change.mutate(wishOf(entry), {
            onSuccess: () => {
              void message.success(t('plan.done', { from: entry.from }));
              onClose();
            },
          })
        }
      >
        <Form.Item name="kind" label={t('plan.kind')} rules={required}>
          <Select options={kinds.map(value => ({ value, label: word('option', value) }))} />
        </Form.Item>
        {grant ? (
          <Form.Item name="ends" valuePropName="checked" extra={ends ? t('plan.end-hint') : undefined}>
            <Checkbox>{t('plan.end')}</Checkbox>
          </Form.Item>
        ) : null}
        {kind === 'large-household' && !ends ? (
          <Form.Item name="people" label={t('plan.people')} rules={required}>
            <InputNumber min={2} max={50} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        ) : null}
        <Form.Item name="from" label={t('plan.from')} extra={t('plan.from-hint')} rules={required}>
          <Input type="date" />
        </Form.Item>
        <Form.Item
          name="reason"
          label={common('action.reason')}
          rules={[{ required: true, min: 2, message: common('action.reason-needed') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
      <div className="before-after plain">
        <span className="soft">{t('plan.before')}</span>
        <span style={{ gridColumn: 'span 2' }}>
          {held.map(each => word('option', each)).join(' · ') || common('account.no-options')}
        </span>
        <span className="soft">{t('plan.after')}</span>
        <span style={{ gridColumn: 'span 2' }}>
          {from} {grant && ends ? `${word('option', kind)} ×` : word('option', kind)}
        </span>
      </div>
    </Modal>
  );
}

function wishOf({ kind, from, reason, people, ends }: Entry): Body<'POST /staff/accounts/:accountNo/plan'> {
  if (kind === 'large-household') return { kind, from, reason, people: ends ? null : (people ?? null) };
  if (kind === 'low-income') return { kind, from, reason, granted: !ends };
  return { kind, from, reason };
}

function firstOfNextMonth(): string {
  const [year, month] = shanghaiToday().split('-').map(Number);
  return new Date(Date.UTC(year!, month!, 1)).toISOString().slice(0, 10);
}
