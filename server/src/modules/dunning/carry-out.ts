/** Writes one step of a case down: its row, the event, the notices and the orders, in the caller's transaction. */
import type { PoolClient } from 'pg';
import { addDays, type BusinessDate, daysBetween, startOfDay } from '../../shared/dates.ts';
import { type EventName, stopNotices } from '../messages/index.ts';
import type { CaseChange } from './cases.repository.ts';
import type { Step } from './decide.ts';
import type { DunningCase } from './dunning-case.ts';
import type { DunningRules } from './dunning-rules.ts';
import { gatherEvidence } from './evidence.ts';
import type { Facts } from './facts.ts';
import { hourMs, minuteMs } from './hours.ts';
import type { LadderDependencies } from './run-ladder.ts';
import { mayCutOff } from './stops.ts';
import { type Params, tellHousehold } from './tell-household.ts';

export interface Scene {
  file: DunningCase;
  facts: Facts;
  step: Step;
  rules: DunningRules;
  now: Date;
  today: BusinessDate;
}

const dayMs = 24 * hourMs;

/** What a round of the ladder leaves behind when it ends before supply is off. */
export const roundOver = {
  status: 'reminding',
  noticed_at: null,
  disconnect_on: null,
  lapses_on: null,
  evidence: null,
  proposed_at: null,
  submitted_by: null,
  decided_by: null,
  decided_at: null,
  disconnect_at: null,
} as const satisfies CaseChange;

export async function carryOut(
  tx: PoolClient,
  scene: Scene,
  dependencies: LadderDependencies,
): Promise<void> {
  const { file, facts, step, now } = scene;
  const { cases } = dependencies;
  const seen: CaseChange = {
    debt_fen: facts.debtFen,
    step: file.step,
    ...(facts.oldestDueOn ? { overdue_since: facts.oldestDueOn } : {}),
  };
  const go = (change: CaseChange, kind: string, detail: Record<string, unknown> = {}) =>
    record(tx, scene, { stops: '[]', next_at: now, ...seen, ...change }, { kind, detail }, dependencies);
  // A silent meter may have cut off whom nobody will ask about any more: power is made sure of, paid or not.
  const left = step.do === 'call-again' || step.do === 'close';
  if (file.status === 'disconnecting' && facts.disconnect === 'unsure' && left)
    await orderBack(tx, scene, now, dependencies);
  switch (step.do) {
    case 'wait':
      await waitFor(tx, scene, step, seen, dependencies);
      return;
    case 'remind': {
      const { suspendOn } = step;
      // The same step may come again, of a later debt.
      const key = `reminder:${step.step}:${facts.oldestDueOn}`;
      const params = owed(scene, { step: step.step, ...(suspendOn ? { suspendOn } : {}) });
      const further = step.step === 1 ? 'dunning-reminder' : 'dunning-reminder-second';
      // It counts days: two days later another sum of them would be true.
      const notAfter = startOfDay(addDays(scene.today, 2));
      await tell(
        tx,
        scene,
        suspendOn ? 'dunning-reminder-last' : further,
        key,
        params,
        dependencies,
        notAfter,
      );
      return go({ step: step.step }, 'reminded', { step: step.step, ...(suspendOn ? { suspendOn } : {}) });
    }
    case 'notice': {
      const { disconnectOn, lapsesOn } = step;
      const { dueOn: _, daysOverdue, ...params } = owed(scene, { disconnectOn });
      const key = `formal:${file.round + 1}`;
      // After its last day it is worth nothing, and naming a day that is over it would only frighten.
      const notAfter = startOfDay(addDays(lapsesOn, 1));
      // Nothing of a prepaid holder's has a date by which it was due.
      if (file.kind === 'prepaid')
        await tell(tx, scene, 'dunning-prepaid', key, params, dependencies, notAfter);
      else await tell(tx, scene, 'dunning-formal', key, { ...params, daysOverdue }, dependencies, notAfter);
      const change = {
        status: 'noticed',
        round: file.round + 1,
        noticed_at: now,
        disconnect_on: disconnectOn,
        lapses_on: lapsesOn,
      } as const;
      return go(change, 'noticed', { disconnectOn, round: file.round + 1 });
    }
    case 'withdraw': {
      await takeBack(tx, scene, dependencies);
      return go({ ...roundOver, stops: JSON.stringify(step.stops) }, 'withdrawn', { stops: step.stops });
    }
    case 'lapse': {
      await takeBack(tx, scene, dependencies);
      return go(roundOver, 'lapsed', { lapsesOn: file.lapsesOn });
    }
    case 'propose': {
      const evidence = await gatherEvidence(tx, file, now, cases);
      return go({ status: 'proposed', proposed_at: now, evidence: JSON.stringify(evidence) }, 'proposed');
    }
    case 'last-call': {
      const { disconnectAt } = step;
      const params = { amountFen: facts.debtFen, disconnectAt: disconnectAt.toISOString() };
      const key = `call:${Math.floor(disconnectAt.getTime() / 1000)}`;
      // The moment is part of the key: what proves a call is found by it.
      const moment = new Date(Math.floor(disconnectAt.getTime() / 1000) * 1000);
      // Said for now, it is of no use when another one must be made.
      const notAfter = new Date(moment.getTime() + scene.rules.timing.lastCallHours * hourMs);
      await tell(tx, scene, 'dunning-last-call', key, params, dependencies, notAfter);
      return go({ status: 'last-call', disconnect_at: moment }, 'last-call', {
        disconnectAt: moment.toISOString(),
      });
    }
    case 'call-again':
      await unsay(tx, scene);
      return go({ status: 'approved', disconnect_at: null }, 'call-again');
    default:
      return switchSupply(tx, scene, go, dependencies);
  }
}

type Go = (change: CaseChange, kind: string, detail?: Record<string, unknown>) => Promise<void>;

/** Steps by which power goes or comes, and the end. */
async function switchSupply(
  tx: PoolClient,
  scene: Scene,
  go: Go,
  dependencies: LadderDependencies,
): Promise<void> {
  const { file, facts, step, rules, now } = scene;
  const { supply, cases } = dependencies;
  const { accountId, holderPeriodId, caseNo } = file;
  const order = { accountId, holderPeriodId, orderedBy: file.decidedBy ?? 'system' };
  if (step.do === 'disconnect') {
    const reason = `dunning:${caseNo}:off:${Math.floor(file.disconnectAt!.getTime() / 1000)}`;
    // Told late, it is not executed in the evening or the night.
    const endOfHours = startOfDay(scene.today).getTime() + rules.hours.toHour * hourMs;
    const notAfter = new Date(
      Math.min(now.getTime() + rules.timing.disconnectMinutes * minuteMs, endOfHours),
    );
    await supply.order(tx, { ...order, action: 'disconnect', reason, notAfter });
    return go({ status: 'disconnecting' }, 'disconnect-ordered', { debtFen: facts.debtFen });
  }
  if (step.do === 'recall') {
    const offs = await cases.commanded(tx, file, 'off');
    await supply.withdraw(tx, offs.at(-1) ?? '');
    await unsay(tx, scene);
    return go({}, 'disconnect-withdrawn');
  }
  if (step.do === 'suspended') {
    await unsay(tx, scene);
    await tell(tx, scene, 'supply-suspended', 'suspended', { amountFen: facts.debtFen }, dependencies);
    return go({ status: 'suspended', suspended_at: now }, 'suspended');
  }
  if (step.do === 'restore') {
    await unsay(tx, scene);
    const offs = await cases.commanded(tx, file, 'off');
    // Taken back before anybody was told: power never went.
    if (file.status === 'disconnecting' && (await supply.withdraw(tx, offs.at(-1) ?? '')))
      return go(facts.debtFen > 0 ? {} : { cleared_at: clearedAt(scene) }, 'disconnect-withdrawn');
    // The term runs from the moment the debt was cleared, however late that is seen and however often power must be ordered.
    const since = file.clearedAt ?? clearedAt(scene);
    const restoreBy = await orderBack(tx, scene, since, dependencies);
    const detail = { restoreBy: restoreBy.toISOString() };
    if (file.status === 'restoring') return go({}, 'reconnect-ordered', detail);
    return go({ status: 'restoring', cleared_at: since, restore_by: restoreBy }, 'reconnect-ordered', detail);
  }
  if (step.do === 'close') {
    await unsay(tx, scene);
    const warned = ['noticed', 'proposed', 'submitted', 'approved', 'last-call'].includes(file.status);
    if (step.reason === 'restored' || step.reason === 'restored-owing')
      await tell(tx, scene, 'supply-restored', 'restored', {}, dependencies);
    else if (warned && (step.reason === 'paid' || step.reason === 'not-prepaid'))
      await tell(tx, scene, 'dunning-withdrawn', `withdrawn:${file.round}`, {}, dependencies);
    return go({ status: 'closed', closed_at: now, close_reason: step.reason }, 'closed', {
      reason: step.reason,
    });
  }
}

/** When the money came for want of which power is off; now, where it is given back for another reason. */
const clearedAt = ({ facts, rules, now }: Scene): Date =>
  mayCutOff(facts, rules) ? now : (facts.lastPaidAt ?? now);

/** Orders power back. @returns by when it must be */
async function orderBack(
  tx: PoolClient,
  { file, rules, now }: Scene,
  since: Date,
  { supply, cases }: Pick<LadderDependencies, 'supply' | 'cases'>,
): Promise<Date> {
  const { accountId, holderPeriodId, caseNo } = file;
  const ons = await cases.commanded(tx, file, 'on');
  const reason = `dunning:${caseNo}:on:${ons.length + 1}`;
  const notAfter = new Date(now.getTime() + rules.timing.reconnectDays * dayMs);
  const dueAt = new Date(since.getTime() + rules.restore.withinHours * hourMs);
  const order = { accountId, holderPeriodId, orderedBy: 'system', action: 'connect' } as const;
  await supply.order(tx, { ...order, reason, notAfter, dueAt });
  return dueAt;
}

async function waitFor(
  tx: PoolClient,
  { file, now, facts }: Scene,
  step: Extract<Step, { do: 'wait' }>,
  seen: CaseChange,
  { cases }: LadderDependencies,
): Promise<void> {
  const codes = (stops: readonly { code: string }[]) => stops.map(({ code }) => code).join();
  if (codes(file.stops) !== codes(step.stops))
    await cases.note(tx, file.id, {
      at: now,
      kind: step.stops.length > 0 ? 'stopped' : 'resumed',
      actor: 'system',
      detail: { stops: step.stops, debtFen: facts.debtFen },
    });
  await cases.change(tx, file.id, { ...seen, stops: JSON.stringify(step.stops), next_at: step.until });
}

async function record(
  tx: PoolClient,
  { file, now }: Scene,
  change: CaseChange,
  { kind, detail }: { kind: string; detail: Record<string, unknown> },
  { cases }: LadderDependencies,
): Promise<void> {
  await cases.change(tx, file.id, change);
  await cases.note(tx, file.id, { at: now, kind, actor: 'system', detail });
}

/** What a case asks for and warns of, and that power is off: nobody hears of it once it is no longer so. */
const untilOver: readonly EventName[] = [
  'dunning-reminder',
  'dunning-reminder-second',
  'dunning-reminder-last',
  'dunning-formal',
  'dunning-prepaid',
  'dunning-last-call',
  'supply-suspended',
];

/** What the case has queued so far and has not been sent goes out no more. */
function unsay(tx: PoolClient, { file, now }: Pick<Scene, 'file' | 'now'>): Promise<void> {
  const { caseNo, holderPeriodId } = file;
  const source = { table: 'dunning_cases', id: caseNo };
  return stopNotices(tx, { source, holderPeriodId, events: untilOver }, now);
}

/** The notice is taken back: it goes out no more, and whoever may have it is told. */
export async function takeBack(
  tx: PoolClient,
  scene: Pick<Scene, 'file' | 'now'>,
  dependencies: Pick<LadderDependencies, 'cases'>,
): Promise<void> {
  await unsay(tx, scene);
  await tell(tx, scene, 'dunning-withdrawn', `withdrawn:${scene.file.round}`, {}, dependencies);
}

/** Of the case, to everybody of the household. */
async function tell(
  tx: PoolClient,
  { file: { caseNo, holderPeriodId }, now }: Pick<Scene, 'file' | 'now'>,
  event: EventName,
  key: string,
  params: Params,
  { cases }: Pick<LadderDependencies, 'cases'>,
  notAfter?: Date,
): Promise<void> {
  const notice = {
    event,
    holderPeriodId,
    params,
    source: { table: 'dunning_cases', id: caseNo },
    notBefore: now,
  };
  const ending = notAfter ? { notAfter } : {};
  await tellHousehold(tx, { ...notice, ...ending, key: `dunning:${caseNo}:${key}` }, cases);
}

function owed<Extra extends Record<string, string | number>>({ facts, today, file }: Scene, extra: Extra) {
  const dueOn = facts.oldestDueOn ?? (file.overdueSince as BusinessDate);
  return { amountFen: facts.debtFen, daysOverdue: Math.max(0, daysBetween(dueOn, today)), dueOn, ...extra };
}
