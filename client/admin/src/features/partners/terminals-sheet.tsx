import { Button, Checkbox, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { Body } from '../../api/answers.ts';
import { Allowed } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type Partner, type PartnerFile, type Terminal, usePutTerminal } from './partners.queries.ts';
import { texts } from './texts.ts';

export function Terminals({ file: { partner, terminals } }: { file: PartnerFile }) {
  const t = useFeatureTexts(texts);
  const [edited, setEdited] = useState<Terminal | 'new' | null>(null);
  return (
    <Sheet
      title={t('terminals.title')}
      flush
      extra={
        <Allowed to="POST /staff/partners/:code/terminals">
          <Button size="small" onClick={() => setEdited('new')}>
            {t('terminals.add')}
          </Button>
        </Allowed>
      }
    >
      {terminals.length === 0 ? (
        <p className="soft" style={{ margin: 0, padding: '12px 16px' }}>
          {t('terminals.none')}
        </p>
      ) : (
        <ListTable<Terminal>
          list="partner-terminals"
          within
          label={t('terminals.title')}
          wraps
          rowKey="terminalNo"
          dataSource={terminals}
          columns={[
            { title: t('terminals.no'), dataIndex: 'terminalNo', className: 'mono' },
            { title: t('terminals.name'), dataIndex: 'name' },
            { title: t('terminals.address'), dataIndex: 'address' },
            { title: t('terminals.hours'), dataIndex: 'hours', className: 'figures' },
            {
              title: t('terminals.marked'),
              key: 'marked',
              render: (_, row) =>
                row.active ? (
                  row.marked ? (
                    <StatusTag status="marked" tone="good" text={t('terminals.shown')} />
                  ) : (
                    '—'
                  )
                ) : (
                  <StatusTag status="stopped" tone="bad" text={t('terminals.stopped')} />
                ),
            },
            {
              title: '',
              key: 'edit',
              align: 'right',
              render: (_, row) => (
                <Allowed to="POST /staff/partners/:code/terminals">
                  <Button size="small" type="link" onClick={() => setEdited(row)}>
                    {t('edit')}
                  </Button>
                </Allowed>
              ),
            },
          ]}
        />
      )}
      {edited ? (
        <TerminalDialog
          partner={partner}
          terminal={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </Sheet>
  );
}

type Entry = Body<'POST /staff/partners/:code/terminals'>;

function TerminalDialog({
  partner,
  terminal,
  onClose,
}: {
  partner: Partner;
  terminal: Terminal | null;
  onClose: () => void;
}) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const word = useWord();
  const [form] = Form.useForm<Entry>();
  const put = usePutTerminal(partner.code);
  const needed = { required: true, message: t('required') };
  return (
    <Modal
      open
      title={terminal ? terminal.name : t('terminals.add')}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={put.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={put.error} />
      <p className="soft">{t('terminals.hint')}</p>
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={terminal ?? { channel: partner.channels[0], marked: true, active: true }}
        onFinish={({ hours, ...entry }) =>
          put.mutate({ ...entry, ...(hours ? { hours } : {}) }, { onSuccess: onClose })
        }
      >
        <Form.Item
          name="terminalNo"
          label={t('terminals.no')}
          rules={[{ required: true, pattern: /^[0-9A-Za-z-]{1,16}$/, message: t('required') }]}
        >
          <Input className="mono" maxLength={16} disabled={terminal !== null} />
        </Form.Item>
        <Form.Item name="channel" label={t('channels')}>
          <Select options={partner.channels.map(value => ({ value, label: word('channel', value) }))} />
        </Form.Item>
        <Form.Item name="name" label={t('terminals.name')} rules={[needed]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="address" label={t('terminals.address')} rules={[needed]}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="hours" label={t('terminals.hours')}>
          <Input maxLength={60} placeholder="08:30-18:00" />
        </Form.Item>
        <Form.Item name="marked" valuePropName="checked" noStyle>
          <Checkbox>{t('terminals.marked')}</Checkbox>
        </Form.Item>
        <Form.Item name="active" valuePropName="checked" noStyle>
          <Checkbox>{t('terminals.active')}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  );
}
