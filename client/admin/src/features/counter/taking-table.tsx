import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { ApiError } from '../../api/http.ts';
import { dayOf } from '../../app/format.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { At, Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { aboutTaking } from './about-taking.ts';
import { ClearDialog } from './clear-dialog.tsx';
import { type Taking, useClearPaper, useUndoTaking } from './counter.queries.ts';
import { TakingState } from './shift-sheet.tsx';
import { shiftTexts } from './shift-texts.ts';

type Act = { what: 'void' | 'bounce' | 'clear'; taking: Taking };

/** @param of which takings these are, as they are asked for */
export function TakingTable({ rows, of }: { rows: Taking[]; of: { shiftNo?: string; status?: string } }) {
  const t = useFeatureTexts(shiftTexts);
  const word = useWord();
  const [act, setAct] = useState<Act | null>(null);
  return (
    <>
      <ListTable<Taking>
        list="takings"
        within
        exports={{ route: 'GET /staff/exports/takings', path: '/staff/exports/takings', query: of }}
        label={t('takings')}
        rowKey="paymentNo"
        dataSource={rows}
        columns={[
          { title: t('at'), dataIndex: 'takenAt', render: (at: string) => <At at={at} /> },
          {
            title: t('account'),
            key: 'account',
            render: (_, { paymentNo, accountNo }) => (
              <Link className="row-link mono" to={`/payments/${paymentNo}`}>
                {accountNo}
              </Link>
            ),
          },
          { title: t('clerk'), key: 'clerk', render: (_, { clerk }) => <Who did={clerk} /> },
          { title: t('tender'), dataIndex: 'tender', render: (tender: string) => word('tender', tender) },
          {
            title: t('reference'),
            key: 'reference',
            render: (_, { reference, bank }) => [reference, bank].filter(Boolean).join(' · ') || '—',
          },
          {
            title: t('amount'),
            dataIndex: 'amountFen',
            align: 'right',
            render: (fen: number | null) => (fen === null ? t('blind') : <Money fen={fen} />),
          },
          { title: t('state'), key: 'state', render: (_, taking) => <TakingState taking={taking} /> },
          { key: 'acts', render: (_, taking) => <Acts taking={taking} onAct={setAct} /> },
        ]}
      />
      {act?.what === 'clear' ? (
        <ClearDialog taking={act.taking} onClose={() => setAct(null)} />
      ) : act ? (
        <UndoDialog what={act.what} taking={act.taking} onClose={() => setAct(null)} />
      ) : null}
    </>
  );
}

function Acts({ taking, onAct }: { taking: Taking; onAct: (act: Act) => void }) {
  const t = useFeatureTexts(shiftTexts);
  const [may, me] = [useMay(), useMe()];
  const clear = useClearPaper(taking.paymentNo);
  // One credit may have paid for several bills: then it is asked how much it was.
  const askHowMuch = (error: unknown) =>
    error instanceof ApiError && error.code === 'paper-used' && onAct({ what: 'clear', taking });
  const today = dayOf(taking.takenAt) === dayOf(new Date().toISOString());
  const standing = taking.stage === 'paid' && (taking.status === 'taken' || taking.status === 'uncleared');
  const voidable =
    today && standing && taking.clerk !== me.username && may('POST /staff/desk/takings/:paymentNo/void');
  const uncleared = taking.status === 'uncleared';
  const ownReport = taking.undoneBy === me.username;
  return (
    <span className="till-acts">
      {uncleared && taking.clerk !== me.username && may('POST /staff/desk/takings/:paymentNo/clear') ? (
        <Button
          size="small"
          loading={clear.isPending}
          onClick={() => clear.mutate({}, { onError: askHowMuch })}
        >
          {t('clear')}
        </Button>
      ) : null}
      {uncleared && !ownReport && may('POST /staff/desk/takings/:paymentNo/bounce') ? (
        <Button size="small" onClick={() => onAct({ what: 'bounce', taking })}>
          {taking.undoneBy ? t('bounce-approve') : t('bounce')}
        </Button>
      ) : null}
      {voidable ? (
        <Button size="small" danger onClick={() => onAct({ what: 'void', taking })}>
          {t('void')}
        </Button>
      ) : null}
    </span>
  );
}

function UndoDialog(props: { what: 'void' | 'bounce'; taking: Taking; onClose: () => void }) {
  const { what, taking, onClose } = props;
  const t = useFeatureTexts(shiftTexts);
  const nameOf = useNameOf();
  const { undoneBy, undoneReason, paymentNo } = taking;
  const action = what === 'void' ? t('void') : undoneBy ? t('bounce-approve') : t('bounce');
  const undo = useUndoTaking(paymentNo, what);
  const reported = undoneBy
    ? t('reported', { by: nameOf(undoneBy), reason: undoneReason ?? '' })
    : t('bounce-hint');
  return (
    <ReasonDialog
      title={aboutTaking(action, taking)}
      action={action}
      hint={what === 'void' ? t('void-hint') : reported}
      danger={what === 'void'}
      pending={undo.isPending}
      error={undo.error}
      onDecide={reason => undo.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
