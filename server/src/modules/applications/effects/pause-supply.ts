/** 暂停用电与恢复: read on the day on which it is switched, and not billed in between. */
import { type BusinessDate, laterDay } from '../../../shared/dates.ts';
import { noEffect } from '../applications.errors.ts';
import type { Scene } from '../change-case.ts';
import { requireStillFits } from '../judge-reading.ts';
import { present } from './change-holding.ts';
import type { RunEffect } from './effect.ts';
import type { PresentHolding } from './holding.repository.ts';
import { supply } from './supply.repository.ts';
import { supplyPauses } from './supply-pauses.repository.ts';

/** The day on which it was switched, with what the meter showed then. A definition without a reading is of today. */
async function switched(scene: Scene, found: PresentHolding, what: string): Promise<BusinessDate> {
  const { tx, file, today } = scene;
  const { reading } = file.facts;
  const wished = String(scene.answers()['from'] ?? '') as BusinessDate;
  if (!reading || found.meterId === null) return laterDay(today, wished);
  if (reading.on < wished) throw noEffect({ reason: `${what}日期不能早于申请的日期（${wished}）` });
  await requireStillFits(scene, found, reading);
  await supply.addReading(tx, found.meterId, { ...reading, eve: false });
  return reading.on as BusinessDate;
}

export const suspendSupply: RunEffect = async scene => {
  const found = await present(scene);
  if (found.status !== 'active') throw noEffect({ reason: '该户号已经暂停' });
  const on = await switched(scene, found, '停电');
  const { tx, file } = scene;
  await supply.setStatus(tx, found.accountId, 'suspended');
  const { accountId, holderPeriodId } = found;
  // What was not read as it was switched off cannot be bridged: such a pause is billed as any month is.
  const meterId = file.facts.reading ? found.meterId : null;
  await supplyPauses.begin(tx, { accountId, holderPeriodId, meterId, caseId: file.id, on });
  file.facts = { ...file.facts, result: { ...file.facts.result, pausedFrom: on } };
  scene.note('supply-paused', { account: found.accountNo, on });
};

export const resumeSupply: RunEffect = async scene => {
  const found = await present(scene);
  if (found.status !== 'suspended') throw noEffect({ reason: '该户号没有暂停' });
  const on = await switched(scene, found, '送电');
  const { tx, file } = scene;
  await supply.setStatus(tx, found.accountId, 'active');
  await supplyPauses.end(tx, found.holderPeriodId, on);
  file.facts = { ...file.facts, result: { ...file.facts.result, resumedOn: on } };
  scene.note('supply-resumed', { account: found.accountNo, on });
};
