import { Button, Form, Input, Modal, Popconfirm } from 'antd';
import { useState } from 'react';
import { Allowed, useMe } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import {
  type Partner,
  type PartnerFile,
  type PartnerKey,
  useAddKey,
  useConfirmKey,
  useEndKey,
} from './partners.queries.ts';
import { texts } from './texts.ts';

export function Keys({ file: { partner, keys } }: { file: PartnerFile }) {
  const t = useFeatureTexts(texts);
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<PartnerKey | null>(null);
  const end = useEndKey(partner.code);
  const confirm = useConfirmKey(partner.code);
  const { username } = useMe();
  const isLive = ({ validUntil }: PartnerKey) => validUntil === null || Date.parse(validUntil) > Date.now();
  return (
    <Sheet
      title={t('keys.title')}
      flush
      extra={
        <Allowed to="POST /staff/partners/:code/keys">
          <Button size="small" onClick={() => setAdding(true)}>
            {t('keys.add')}
          </Button>
        </Allowed>
      }
    >
      <ProblemList error={confirm.error} />
      {keys.length === 0 ? (
        <EmptyState title={t('keys.none')} hint={t('keys.hint')} />
      ) : (
        <DataTable<PartnerKey>
          label={t('keys.title')}
          rowKey="keyId"
          dataSource={keys}
          columns={[
            { title: t('keys.id'), dataIndex: 'keyId', className: 'mono' },
            { title: t('keys.algorithm'), dataIndex: 'algorithm', className: 'mono' },
            {
              title: t('keys.fingerprint'),
              dataIndex: 'fingerprint',
              render: (value: string | null) => <span className="mono soft">{value ?? '—'}</span>,
            },
            { title: t('keys.from'), dataIndex: 'validFrom', render: (at: string) => <At at={at} /> },
            {
              title: t('keys.until'),
              dataIndex: 'validUntil',
              render: (at: string | null, key) =>
                at ? (
                  <At at={at} />
                ) : (
                  <StatusTag
                    status="live"
                    tone={key.confirmedBy ? 'plain' : 'waits'}
                    text={key.confirmedBy ? t('keys.live') : t('keys.unconfirmed')}
                  />
                ),
            },
            { title: t('keys.used'), dataIndex: 'lastUsedAt', render: (at: string | null) => <At at={at} /> },
            {
              title: '',
              key: 'end',
              align: 'right',
              render: (_, key) =>
                isLive(key) ? (
                  <>
                    {key.confirmedBy || key.createdBy === `staff:${username}` ? null : (
                      <Allowed to="POST /staff/partners/:code/keys/:keyId/confirmation">
                        <Popconfirm
                          title={t('keys.confirm-sure')}
                          onConfirm={() => confirm.mutate(key.keyId)}
                        >
                          <Button size="small" type="primary" loading={confirm.isPending}>
                            {t('keys.confirm')}
                          </Button>
                        </Popconfirm>
                      </Allowed>
                    )}
                    <Allowed to="POST /staff/partners/:code/keys/:keyId/end">
                      <Button size="small" danger onClick={() => setEnding(key)}>
                        {t('keys.end')}
                      </Button>
                    </Allowed>
                  </>
                ) : null,
            },
          ]}
        />
      )}
      {adding ? <KeyDialog partner={partner} onClose={() => setAdding(false)} /> : null}
      {ending ? (
        <ReasonDialog
          title={`${t('keys.end')} ${ending.keyId}`}
          hint={t('keys.end-hint')}
          pending={end.isPending}
          error={end.error}
          onClose={() => setEnding(null)}
          onDecide={reason =>
            end.mutate({ keyId: ending.keyId, reason }, { onSuccess: () => setEnding(null) })
          }
        />
      ) : null}
    </Sheet>
  );
}

function KeyDialog({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<{ keyId: string; publicKey?: string }>();
  const add = useAddKey(partner.code);
  const shared = partner.form === 'agency-tcp';
  if (add.data?.secret) return <MadeKey secret={add.data.secret} onClose={onClose} />;
  return (
    <Modal
      open
      title={t('keys.add')}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={add.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={add.error} />
      <p className="soft">{t('keys.hint')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={entry => add.mutate(entry, { onSuccess: made => (made.secret ? undefined : onClose()) })}
      >
        <Form.Item
          name="keyId"
          label={t('keys.id')}
          extra={t(shared ? 'keys.version-hint' : 'keys.id-hint')}
          rules={[
            { required: true, pattern: shared ? /^\d\d$/ : /^[0-9A-Za-z_-]{1,32}$/, message: t('required') },
          ]}
        >
          <Input className="mono" maxLength={32} autoComplete="off" />
        </Form.Item>
        {shared ? null : (
          <Form.Item
            name="publicKey"
            label={t('keys.public')}
            extra={t('keys.public-hint')}
            rules={[{ required: true, message: t('required') }]}
          >
            <Input.TextArea rows={6} className="mono" placeholder="-----BEGIN PUBLIC KEY-----" />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

function MadeKey({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  return (
    <Modal
      open
      title={t('keys.made')}
      onCancel={onClose}
      onOk={onClose}
      okText={t('keys.written-down')}
      cancelButtonProps={{ style: { display: 'none' } }}
      mask={{ closable: false }}
    >
      <p>{t('keys.made-hint')}</p>
      <p className="mono" style={{ fontSize: 16 }}>
        {secret.replace(/(.{4})/g, '$1 ').trim()}
      </p>
    </Modal>
  );
}
