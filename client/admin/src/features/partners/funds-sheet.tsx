import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { idempotencyKey } from '../../api/http.ts';
import { parseYuan, yuan } from '../../app/format.ts';
import { Allowed, useMe } from '../../app/session.tsx';
import { Changes } from '../../components/changes.tsx';
import { Decision } from '../../components/decision.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { StatusTag, type Tone } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type PartnerFile, type TopUp, useDecideTopUp, useRequestTopUp } from './partners.queries.ts';
import { texts } from './texts.ts';

const tones: Record<string, Tone> = { 'awaiting-approval': 'waits', approved: 'good', rejected: 'bad' };

export function Funds({ file: { partner, topUps } }: { file: PartnerFile }) {
  const t = useFeatureTexts(texts);
  const me = useMe();
  const [entering, setEntering] = useState(false);
  const decision = (row: TopUp) =>
    row.status === 'awaiting-approval' && row.requestedBy !== me.username ? (
      <Allowed to="POST /staff/partner-top-ups/:topUpId/decision">
        <TopUpDecision topUp={row} balanceFen={partner.balanceFen ?? 0} />
      </Allowed>
    ) : null;
  return (
    <Sheet
      title={t('funds.title')}
      extra={
        <Allowed to="POST /staff/partners/:code/top-ups">
          <Button size="small" onClick={() => setEntering(true)}>
            {t('funds.add')}
          </Button>
        </Allowed>
      }
    >
      <Facts
        facts={[
          [t('balance'), <Money key="balance" fen={partner.balanceFen ?? 0} strong />],
          [t('limits.commission'), `${partner.commissionPpm / 10_000} %`],
        ]}
      />
      {topUps.length === 0 ? (
        <p className="soft">{t('funds.none')}</p>
      ) : (
        <ListTable<TopUp>
          list="partner-top-ups"
          within
          label={t('funds.title')}
          wraps
          rowKey="id"
          dataSource={topUps}
          columns={[
            {
              title: t('funds.amount'),
              dataIndex: 'amountFen',
              align: 'right',
              render: (fen: number) => <Money fen={fen} />,
            },
            { title: t('funds.reference'), dataIndex: 'bankReference', className: 'mono' },
            {
              title: '',
              dataIndex: 'status',
              render: (status: string) => (
                <StatusTag
                  status={status}
                  tone={tones[status]}
                  text={t(`top-up.${status}` as 'top-up.approved')}
                />
              ),
            },
            {
              title: t('funds.by'),
              key: 'by',
              render: (_, row) => (
                <>
                  <Who did={row.requestedBy} /> <At at={row.requestedAt} />
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
      {entering ? <TopUpDialog code={partner.code} onClose={() => setEntering(false)} /> : null}
    </Sheet>
  );
}

function TopUpDecision({ topUp, balanceFen }: { topUp: TopUp; balanceFen: number }) {
  const t = useFeatureTexts(texts);
  return (
    <Decision
      about={`${t('funds.about')} ${yuan(topUp.amountFen)}`}
      approve={t('funds.approve')}
      reject={t('funds.reject')}
      effect={t('funds.effect', { reference: topUp.bankReference })}
      decide={useDecideTopUp(topUp.id)}
    >
      <Changes
        lines={[
          {
            key: 'balance',
            what: t('balance'),
            before: <Money fen={balanceFen} />,
            after: <Money fen={balanceFen + topUp.amountFen} />,
          },
        ]}
      />
    </Decision>
  );
}

function TopUpDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<{ amount: string; reference: string }>();
  const [key] = useState(idempotencyKey);
  const request = useRequestTopUp(code);
  return (
    <Modal
      open
      title={t('funds.add')}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={request.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={request.error} />
      <p className="soft">{t('funds.hint')}</p>
      <Form
        form={form}
        layout="vertical"
        onFinish={({ amount, reference }) =>
          request.mutate(
            { key, amountFen: parseYuan(amount) ?? 0, bankReference: reference },
            { onSuccess: onClose },
          )
        }
      >
        <Form.Item
          name="amount"
          label={t('funds.amount')}
          rules={[
            {
              validator: (_, text: string = '') =>
                parseYuan(text) ? Promise.resolve() : Promise.reject(new Error(t('amount-form'))),
            },
          ]}
        >
          <Input prefix="¥" inputMode="decimal" className="figures" autoFocus />
        </Form.Item>
        <Form.Item
          name="reference"
          label={t('funds.reference')}
          rules={[{ required: true, min: 4, max: 40, message: t('funds.reference-form') }]}
        >
          <Input className="mono" maxLength={40} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
