import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { Allowed, useMe } from '../../app/session.tsx';
import { Changes } from '../../components/changes.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Decision } from '../../components/decision.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { StatusTag, type Tone } from '../../components/status-tag.tsx';
import { At } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type PartnerFile, type PartnerTerms, useDecideTerms, useProposeTerms } from './partners.queries.ts';
import { texts } from './texts.ts';

const tones: Record<string, Tone> = { 'awaiting-approval': 'waits', approved: 'good', rejected: 'bad' };
const percent = (ppm: number) => `${ppm / 10_000} %`;

/** What an agent earns, from a clearing date on: an administrator proposes it, another person decides. */
export function Terms({ file: { partner, terms } }: { file: PartnerFile }) {
  const t = useFeatureTexts(texts);
  const { username } = useMe();
  const [proposing, setProposing] = useState(false);
  const decision = (row: PartnerTerms) =>
    row.status === 'awaiting-approval' && row.proposedBy !== `staff:${username}` ? (
      <Allowed to="POST /staff/partners/:code/terms/:termsId/decision">
        <TermsDecision partner={partner} terms={row} />
      </Allowed>
    ) : null;
  return (
    <Sheet
      title={t('terms.title')}
      extra={
        <Allowed to="POST /staff/partners/:code/terms">
          <Button size="small" onClick={() => setProposing(true)}>
            {t('terms.propose')}
          </Button>
        </Allowed>
      }
    >
      {terms.length === 0 ? (
        <p className="soft">{t('terms.none')}</p>
      ) : (
        <DataTable<PartnerTerms>
          label={t('terms.title')}
          wraps
          rowKey="id"
          dataSource={terms}
          columns={[
            { title: t('terms.from'), dataIndex: 'validFrom', className: 'figures' },
            { title: t('limits.commission'), dataIndex: 'commissionPpm', align: 'right', render: percent },
            { title: t('reason'), dataIndex: 'reason' },
            {
              title: '',
              dataIndex: 'status',
              render: (status: PartnerTerms['status']) => (
                <StatusTag status={status} tone={tones[status]} text={t(`terms.${status}`)} />
              ),
            },
            {
              title: t('terms.by'),
              key: 'by',
              render: (_, row) => (
                <>
                  <Who did={row.proposedBy} /> <At at={row.proposedAt} />
                </>
              ),
            },
            {
              title: t('funds.decided'),
              key: 'decided',
              render: (_, row) =>
                row.decidedBy ? (
                  <>
                    <Who did={row.decidedBy} /> <At at={row.decidedAt} />
                  </>
                ) : (
                  decision(row)
                ),
            },
          ]}
        />
      )}
      {proposing ? <TermsDialog partner={partner} onClose={() => setProposing(false)} /> : null}
    </Sheet>
  );
}

function TermsDecision({ partner, terms }: { partner: PartnerFile['partner']; terms: PartnerTerms }) {
  const t = useFeatureTexts(texts);
  return (
    <Decision
      about={`${t('limits.commission')} ${percent(terms.commissionPpm)}`}
      approve={t('terms.approve')}
      reject={t('terms.reject')}
      effect={t('terms.effect', { from: terms.validFrom })}
      decide={useDecideTerms(partner.code, terms.id)}
    >
      <Changes
        lines={[
          {
            key: 'commission',
            what: t('limits.commission'),
            before: percent(partner.commissionPpm),
            after: percent(terms.commissionPpm),
          },
        ]}
      />
    </Decision>
  );
}

interface Entry {
  commission: string;
  validFrom: string;
  reason: string;
}

function TermsDialog({ partner, onClose }: { partner: PartnerFile['partner']; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<Entry>();
  const propose = useProposeTerms(partner.code);
  return (
    <Modal
      open
      title={t('terms.propose')}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={propose.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={propose.error} />
      <p className="soft">{t('terms.hint')}</p>
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={{ commission: String(partner.commissionPpm), validFrom: partner.termsFrom }}
        onFinish={({ commission, ...entry }) =>
          propose.mutate({ commissionPpm: Number(commission), ...entry }, { onSuccess: onClose })
        }
      >
        <Form.Item
          name="commission"
          label={t('limits.commission')}
          extra={t('limits.commission-hint')}
          rules={[{ required: true, pattern: /^\d{1,6}$/, message: t('number-form') }]}
        >
          <Input inputMode="numeric" className="figures" autoFocus />
        </Form.Item>
        <Form.Item
          name="validFrom"
          label={t('terms.from')}
          extra={t('terms.from-hint')}
          rules={[{ required: true, message: t('required') }]}
        >
          <Input type="date" min={partner.termsFrom} style={{ width: 170 }} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('reason')}
          rules={[{ required: true, min: 2, message: common('action.reason-needed') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
