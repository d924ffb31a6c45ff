/**
 * One holder goes, the next comes: the old one's bill is settled to the day of the last reading, and whatever was theirs ends
 * with them: plan, prepaid agreement, alerts, and, by the end of their period, bindings, mandates and agreements. The next
 * one begins on the day after with a tier year of their own, counted from that month as the tariff's rule has it.
 */
import { addDays, type BusinessDate } from '../../../shared/dates.ts';
import { queueNotice } from '../../messages/index.ts';
import { debtsOpen, noEffect, readingMissing } from '../applications.errors.ts';
import type { Scene } from '../change-case.ts';
import { holderChanged } from '../holder-judged.ts';
import { requireStillFits } from '../judge-reading.ts';
import type { EffectTools, RunEffect } from './effect.ts';
import { holding, type PresentHolding } from './holding.repository.ts';
import { addCustomer, contractNoOf } from './open-account.ts';
import { supply } from './supply.repository.ts';

export interface Settled {
  ended: PresentHolding;
  lastDay: BusinessDate;
  /** The bills that settle it, and what they come to. */
  billNos: string[];
  billedFen: number;
}

/** Ends who holds the account now, with a bill to the day. @throws AppError application-debts-open, application-no-effect, application-reading-impossible, final-bill-impossible */
export async function settleHolder(scene: Scene, tools: EffectTools): Promise<Settled> {
  const { tx, file, today, now } = scene;
  const { reading } = file.facts;
  if (!reading || file.accountId === null) throw readingMissing();
  const ended = await holding.present(tx, file.accountId, today);
  if (!ended) throw noEffect({ reason: '该户号现在没有用电客户' });
  if (file.holderPeriodId !== null && file.holderPeriodId !== ended.holderPeriodId)
    throw noEffect({ reason: '申请人已不是该户号的用电客户' });
  // Ended today it is held until midnight: what another case has settled is not settled again, least of all for who comes next.
  if (ended.to !== null || ended.status === 'closed') throw noEffect({ reason: '该户号已办理过户或销户' });
  if (ended.holderPeriodId !== file.judgedPeriodId) throw noEffect({ reason: holderChanged });
  await requireStillFits(scene, ended, reading);
  const open = await holding.openSums(tx, ended.holderPeriodId);
  if (open > 0) throw debtsOpen({ count: open });
  const lastDay = reading.on as BusinessDate;
  if (ended.meterId !== null) await supply.addReading(tx, ended.meterId, { ...reading, eve: false });
  await holding.end(tx, ended.holderPeriodId, lastDay);
  const { accountId, holderPeriodId, regionCode, from, billedTo } = ended;
  const first = billedTo ? addDays(billedTo as BusinessDate, 1) : (from as BusinessDate);
  const bills = await tools.finalBills(tx, { accountId, holderPeriodId, regionCode, first, lastDay, now });
  for (const { month, totalFen, dueOn } of bills)
    await queueNotice(tx, {
      dedupeKey: `final-bill:${ended.holderPeriodId}:${month}`,
      event: 'bill-issued',
      holderPeriodId: ended.holderPeriodId,
      params: { month, amountFen: totalFen, dueOn },
      source: { table: 'applications', id: file.id },
    });
  return {
    ended,
    lastDay,
    billNos: bills.map(({ billNo }) => billNo),
    billedFen: bills.reduce((sum, { totalFen }) => sum + totalFen, 0),
  };
}

export const switchHolder: RunEffect = async (scene, tools) => {
  const { tx, file } = scene;
  const { ended, lastDay, billedFen } = await settleHolder(scene, tools);
  const from = addDays(lastDay, 1);
  file.holderPeriodId = await supply.beginHolding(tx, {
    accountId: ended.accountId,
    customerId: await addCustomer(scene, tools.cipher),
    contractNo: contractNoOf(file.caseNo),
    from,
  });
  await supply.bindHolder(tx, { personId: file.personId, holderPeriodId: file.holderPeriodId });
  // What the old holder owed is nobody's business but theirs: the new one's case knows the period's number only.
  file.facts = {
    ...file.facts,
    result: { accountNo: ended.accountNo, from, endedHolding: ended.holderPeriodId },
  };
  scene.note('holder-settled', { account: ended.accountNo, lastDay, bills: billedFen > 0 });
};
