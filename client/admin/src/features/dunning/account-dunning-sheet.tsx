import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { Allowed } from '../../app/session.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type AccountLadder, type Case, type Plan, useAccountLadder, useEnd } from './dunning.queries.ts';
import { NeedDialog } from './need-dialog.tsx';
import { NextStep, WhyItStands } from './next-step.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { texts } from './texts.ts';
import { planTones, supplyTones, toneOf } from './tones.ts';
import './dunning.css';

/** In a customer's file: whether power flows, the ladder, late fees, instalments and special needs. */
export function AccountDunningSheet({ accountNo }: { accountNo: string }) {
  return (
    <Allowed to="GET /staff/accounts/:accountNo/dunning">
      <Shown accountNo={accountNo} />
    </Allowed>
  );
}

function Shown({ accountNo }: { accountNo: string }) {
  const t = useFeatureTexts(texts);
  const ladder = useAccountLadder(accountNo);
  const supply = ladder.data?.supply;
  return (
    <Sheet
      title={t('account-title')}
      extra={
        supply ? (
          <span>
            <StatusTag group="supply" status={supply.state} tone={supplyTones[supply.state]} />{' '}
            {supply.since ? <At at={supply.since} /> : null}
          </span>
        ) : null
      }
    >
      <Loaded query={ladder} rows={4}>
        {data => (
          <>
            <Cases cases={data.cases} />
            <LateFees fees={data.lateFees} />
            <Plans accountNo={accountNo} ladder={data} />
            <Needs accountNo={accountNo} needs={data.needs} />
          </>
        )}
      </Loaded>
    </Sheet>
  );
}

function Cases({ cases }: { cases: Case[] }) {
  const t = useFeatureTexts(texts);
  if (cases.length === 0) return <p className="soft no-top">{t('account-none')}</p>;
  return (
    <ul className="ladder">
      {cases.map(file => (
        <li key={file.caseNo}>
          <div>
            <Link className="row-link mono" to={`/dunning/${file.caseNo}`}>
              {file.caseNo}
            </Link>{' '}
            <StatusTag group="dunning" status={file.status} tone={toneOf(file.status)} />{' '}
            <Money fen={file.debtFen} />
          </div>
          <div className="soft">
            <WhyItStands file={file} />
          </div>
          <div className="soft">
            <NextStep file={file} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function LateFees({ fees }: { fees: AccountLadder['lateFees'] }) {
  const t = useFeatureTexts(texts);
  if (fees.length === 0) return null;
  return (
    <>
      <h3>{t('late-fees')}</h3>
      <ul className="ladder">
        {fees.map(({ billNo, month, amountFen, paidFen, days, throughOn, frozen, edition }) => (
          <li key={billNo}>
            <div>
              <span className="figures">{month}</span> <Money fen={amountFen - paidFen} owed />{' '}
              <span className="soft">
                {t(frozen ? 'fee-frozen' : 'fee-grows', { count: days, day: throughOn })}
              </span>
            </div>
            <div className="soft">{edition}</div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Plans({ accountNo, ladder: { plans, cases } }: { accountNo: string; ladder: AccountLadder }) {
  const t = useFeatureTexts(texts);
  const [agreeing, setAgreeing] = useState(false);
  const [ending, setEnding] = useState<Plan | null>(null);
  const open = cases.find(({ status, kind }) => status !== 'closed' && kind === 'postpaid');
  const running = plans.some(({ status }) => status === 'agreed');
  return (
    <>
      <div className="ladder-head">
        <h3>{t('instalments')}</h3>
        {open && !running ? (
          <Allowed to="POST /staff/accounts/:accountNo/instalments">
            <Button size="small" onClick={() => setAgreeing(true)}>
              {t('agree')}
            </Button>
          </Allowed>
        ) : null}
      </div>
      {plans.length === 0 ? <p className="soft no-top">{t('plans-none')}</p> : null}
      <ul className="ladder">
        {plans.map(plan => (
          <li key={plan.planNo}>
            <PlanLine plan={plan} />
            {plan.status === 'agreed' ? (
              <Allowed to="POST /staff/instalments/:planNo/cancel">
                <Button size="small" onClick={() => setEnding(plan)}>
                  {t('end-plan')}
                </Button>
              </Allowed>
            ) : null}
          </li>
        ))}
      </ul>
      {agreeing && open ? (
        <PlanDialog accountNo={accountNo} debtFen={open.debtFen} onClose={() => setAgreeing(false)} />
      ) : null}
      {ending ? <EndPlan plan={ending} onClose={() => setEnding(null)} /> : null}
    </>
  );
}

function PlanLine({ plan: { planNo, status, debtFen, paidFen, parts, note, agreedBy } }: { plan: Plan }) {
  const t = useFeatureTexts(texts);
  return (
    <>
      <div>
        <span className="mono">{planNo}</span>{' '}
        <StatusTag group="instalments" status={status} tone={planTones[status]} /> <Money fen={paidFen} /> /{' '}
        <Money fen={debtFen} />
      </div>
      <div className="soft figures">
        {t('plan-parts', { count: parts.length, from: parts[0]?.dueOn ?? '', to: parts.at(-1)?.dueOn ?? '' })}
      </div>
      <div className="soft">
        <Who did={agreedBy} /> · {note}
      </div>
    </>
  );
}

/** The ladder goes on where it stood. */
export function EndPlan({ plan, onClose }: { plan: Pick<Plan, 'planNo'>; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const end = useEnd(`/staff/instalments/${plan.planNo}/cancel`);
  return (
    <ReasonDialog
      title={t('end-plan')}
      hint={t('end-plan-hint')}
      danger
      pending={end.isPending}
      error={end.error}
      onDecide={reason => end.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

function Needs({ accountNo, needs }: { accountNo: string; needs: AccountLadder['needs'] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const [marking, setMarking] = useState(false);
  const [ending, setEnding] = useState<number | null>(null);
  return (
    <>
      <div className="ladder-head">
        <h3>{t('needs')}</h3>
        <Allowed to="POST /staff/accounts/:accountNo/special-needs">
          <Button size="small" onClick={() => setMarking(true)}>
            {t('mark-need')}
          </Button>
        </Allowed>
      </div>
      {needs.length === 0 ? <p className="soft no-top">{t('needs-none')}</p> : null}
      <ul className="ladder">
        {needs.map(({ id, kind, note, addedBy, addedAt, earlierHolder }) => (
          <li key={id}>
            <div>
              <strong>{word('special-need', kind)}</strong> {note}
            </div>
            <div className="soft">
              <Who did={addedBy} /> <At at={addedAt} />
            </div>
            {earlierHolder ? <div className="soft">{t('earlier-holder')}</div> : null}
            <Allowed to="POST /staff/special-needs/:id/end">
              <Button size="small" onClick={() => setEnding(id)}>
                {t('end-need')}
              </Button>
            </Allowed>
          </li>
        ))}
      </ul>
      {marking ? <NeedDialog accountNo={accountNo} onClose={() => setMarking(false)} /> : null}
      {ending === null ? null : <EndNeed id={ending} onClose={() => setEnding(null)} />}
    </>
  );
}

function EndNeed({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const end = useEnd(`/staff/special-needs/${id}/end`);
  return (
    <ReasonDialog
      title={t('end-need')}
      hint={t('end-need-hint')}
      danger
      pending={end.isPending}
      error={end.error}
      onDecide={reason => end.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
