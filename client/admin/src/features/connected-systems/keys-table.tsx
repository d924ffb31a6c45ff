import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { Allowed } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type ConnectedSystem, type SystemKey, useEndKey, useMakeKey } from './connected-systems.queries.ts';
import { texts } from './texts.ts';

export function KeysTable({ system }: { system: ConnectedSystem }) {
  const t = useFeatureTexts(texts);
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<string | null>(null);
  const end = useEndKey(system.code);
  const live = system.keys.filter(({ endedAt }) => endedAt === null);
  return (
    <>
      {system.keys.length === 0 ? (
        <p className="soft">{t('key-none')}</p>
      ) : (
        <DataTable<SystemKey>
          label={t('keys', { name: system.name })}
          rowKey="keyId"
          dataSource={system.keys}
          columns={[
            { title: t('key-id'), dataIndex: 'keyId', className: 'mono' },
            { title: t('key-made-at'), dataIndex: 'createdAt', render: (at: string) => <At at={at} /> },
            {
              title: t('key-used'),
              dataIndex: 'lastUsedAt',
              render: (at: string | null) =>
                at ? <At at={at} /> : <span className="soft">{t('never')}</span>,
            },
            {
              title: t('key-state'),
              dataIndex: 'endedAt',
              render: (at: string | null) =>
                at ? (
                  <span className="soft">
                    {t('key-ended')} <At at={at} />
                  </span>
                ) : (
                  t('key-live')
                ),
            },
            {
              title: '',
              key: 'end',
              align: 'right',
              render: (_, { keyId, endedAt }) =>
                endedAt ? null : (
                  <Allowed to="POST /staff/connected-systems/:code/keys/:keyId/end">
                    <Button type="link" size="small" danger onClick={() => setEnding(keyId)}>
                      {t('key-end')}
                    </Button>
                  </Allowed>
                ),
            },
          ]}
        />
      )}
      {live.length < 2 ? (
        <Allowed to="POST /staff/connected-systems/:code/keys">
          <Button size="small" style={{ marginTop: 8 }} onClick={() => setMaking(true)}>
            {t('key-add')}
          </Button>
        </Allowed>
      ) : null}
      {making ? <KeyDialog code={system.code} onClose={() => setMaking(false)} /> : null}
      {ending ? (
        <ReasonDialog
          title={t('key-end-title', { key: ending })}
          hint={t('key-end-hint')}
          danger
          pending={end.isPending}
          error={end.error}
          onClose={() => setEnding(null)}
          onDecide={reason => end.mutate({ keyId: ending, reason }, { onSuccess: () => setEnding(null) })}
        />
      ) : null}
    </>
  );
}

function KeyDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const [form] = Form.useForm<{ keyId: string }>();
  const make = useMakeKey(code);
  if (make.data) return <MadeKey secret={make.data.key} onClose={onClose} />;
  return (
    <Modal
      open
      title={t('key-add')}
      okText={t('key-add')}
      cancelText={t('action.cancel')}
      confirmLoading={make.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={make.error} />
      <p className="soft no-top">{t('keys-hint')}</p>
      <Form form={form} layout="vertical" onFinish={entry => make.mutate(entry)}>
        <Form.Item
          name="keyId"
          label={t('key-id')}
          extra={t('key-id-hint')}
          rules={[{ required: true, pattern: /^[0-9A-Za-z_-]{1,32}$/, message: t('key-id-hint') }]}
        >
          <Input className="mono" maxLength={32} autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function MadeKey({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  return (
    <Modal
      open
      title={t('key-made')}
      onCancel={onClose}
      onOk={onClose}
      okText={t('key-kept')}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
    >
      <p>{t('key-made-hint')}</p>
      <p className="mono" style={{ overflowWrap: 'anywhere' }}>
        {secret}
      </p>
    </Modal>
  );
}
