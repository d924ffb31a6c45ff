import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router-dom';
import type { Answer } from '../../api/answers.ts';
import { Allowed } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Facts } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type Mandate, useMandate, useMandateAction } from './debits.queries.ts';
import { mandateTones } from './mandates-page.tsx';
import { debitTexts } from './texts.ts';

type Debit = Answer<'GET /staff/mandates/:mandateNo'>['debits'][number];

export function Panel() {
  const { mandateNo = '' } = useParams();
  const navigate = useNavigate();
  const { search } = useLocation();
  const file = useMandate(mandateNo);
  return (
    <Drawer
      open
      mask={false}
      size="min(640px, calc(100vw - 56px))"
      title={<span className="mono">{mandateNo}</span>}
      onClose={() => navigate(`/mandates${search}`)}
    >
      <Loaded query={file} rows={8}>
        {({ mandate, debits }) => (mandate ? <Detail mandate={mandate} debits={debits} /> : null)}
      </Loaded>
    </Drawer>
  );
}

function Detail({ mandate, debits }: { mandate: Mandate; debits: Debit[] }) {
  const t = useFeatureTexts(debitTexts);
  const { language } = useTexts();
  return (
    <>
      <Facts
        facts={[
          [
            t('status'),
            <StatusTag key="s" group="mandate" status={mandate.status} tone={mandateTones[mandate.status]} />,
          ],
          ...(mandate.reasonText ? [[t('reason'), mandate.reasonText[language]] as [string, string]] : []),
          [
            t('account'),
            <span key="a" className="mono">
              {mandate.accountNo}
            </span>,
          ],
          [t('bank'), `${mandate.bankName[language]} ${t('tail', { tail: mandate.accountTail })}`],
          [t('holder'), mandate.holderNameMasked],
          [t('effective'), mandate.effectiveFrom],
        ]}
      />
      <Actions mandate={mandate} />
      {debits.length === 0 ? <EmptyState title={t('debits-none')} /> : <DebitTable debits={debits} />}
    </>
  );
}

function Actions({ mandate }: { mandate: Mandate }) {
  const t = useFeatureTexts(debitTexts);
  const [ending, setEnding] = useState(false);
  const act = useMandateAction(mandate.mandateNo);
  if (mandate.status === 'ended') return null;
  return (
    <p style={{ display: 'flex', gap: 8, margin: '12px 0' }}>
      {mandate.status === 'suspended' ? (
        <Allowed to="POST /staff/mandates/:mandateNo/resumption">
          <Button loading={act.isPending} onClick={() => act.mutate({ action: 'resumption' })}>
            {t('resume')}
          </Button>
        </Allowed>
      ) : null}
      <Allowed to="POST /staff/mandates/:mandateNo/cancellation">
        <Button danger onClick={() => setEnding(true)}>
          {t('cancel')}
        </Button>
      </Allowed>
      {ending ? (
        <ReasonDialog
          title={t('cancel')}
          pending={act.isPending}
          error={act.error}
          onDecide={reason =>
            act.mutate({ action: 'cancellation', reason }, { onSuccess: () => setEnding(false) })
          }
          onClose={() => setEnding(false)}
        />
      ) : null}
    </p>
  );
}

function DebitTable({ debits }: { debits: Debit[] }) {
  const t = useFeatureTexts(debitTexts);
  const word = useWord();
  return (
    <DataTable<Debit>
      label={t('debits')}
      rowKey="debitNo"
      dataSource={debits}
      columns={[
        {
          title: t('month'),
          key: 'month',
          // As the bank's file has it: six digits.
          render: (_, { month }) => (
            <span className="figures">{`${month.slice(0, 4)}-${month.slice(4)}`}</span>
          ),
        },
        {
          title: t('total'),
          dataIndex: 'amountFen',
          align: 'right',
          render: (fen: number) => <Money fen={fen} />,
        },
        {
          title: t('code'),
          key: 'code',
          render: (_, { status, code }) =>
            status === 'failed' && code ? word('debit-code', code) : word('debit-item', status),
        },
        { title: t('at'), dataIndex: 'decidedAt', render: (at: string | null) => <At at={at} /> },
      ]}
    />
  );
}
