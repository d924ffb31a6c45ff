/** Effects on a supply that goes on: its plan, its contract party's details, its capacity, its meter. */
import { addDays, type BusinessDate, laterDay } from '../../../shared/dates.ts';
import type { PlanBy } from '../../billing/index.ts';
import { meterHangsElsewhere, meterMissing, noEffect } from '../applications.errors.ts';
import type { Scene } from '../change-case.ts';
import { requireMeterFits } from '../judge-meter.ts';
import type { RunEffect } from './effect.ts';
import { holding } from './holding.repository.ts';
import { supply } from './supply.repository.ts';

/** Who holds the account now, if that is still the applicant. @throws AppError application-no-effect */
export async function present({ tx, file, today }: Scene) {
  const found = file.accountId === null ? undefined : await holding.present(tx, file.accountId, today);
  if (!found || found.holderPeriodId !== file.holderPeriodId)
    throw noEffect({ reason: '申请人已不是该户号的用电客户' });
  if (found.to !== null) throw noEffect({ reason: '该户号已办理过户或销户' });
  return found;
}

export const changePlan: RunEffect = async (scene, { changePlan: change, planBy }) => {
  const { holderPeriodId, from, plan, replaces, begins } = await judgePlan(scene, planBy);
  await change(scene.tx, { holderPeriodId, replaces, from, begins });
  scene.file.facts = { ...scene.file.facts, result: { plan, from } };
};

/**
 * From the day wished for, or the first one that no bill covers; and no plan that the tariff has not, which no bill would go by.
 * @throws AppError application-no-effect, plan-not-offered, no-time-of-use-meter, too-few-people
 */
export async function judgePlan(scene: Scene, planBy: PlanBy) {
  const found = await present(scene);
  const answers = scene.answers();
  const wished = String(answers['from'] ?? scene.today) as BusinessDate;
  const free = found.billedTo ? addDays(found.billedTo as BusinessDate, 1) : (found.from as BusinessDate);
  const from = laterDay(wished, laterDay(free, scene.today));
  const plan = String(answers['plan']);
  const { holderPeriodId, regionCode, category, timeOfUse } = found;
  const choice = plan.endsWith('large-household')
    ? {
        kind: 'large-household' as const,
        people: plan === 'large-household' ? Number(answers['people']) : null,
      }
    : { kind: plan as 'flat' | 'time-of-use' };
  const where = { regionCode, category, timeOfUseMeter: timeOfUse === true, from };
  return { holderPeriodId, from, plan, ...planBy(choice, where) };
}

export const changeDetails: RunEffect = async (scene, { cipher }) => {
  const found = await present(scene);
  const answers = scene.answers();
  const name = String(answers['applicant']);
  const phone = String(answers['phone']);
  await holding.changeCustomer(scene.tx, await holding.customerOf(scene.tx, found.holderPeriodId), {
    nameEnc: cipher.encrypt(name),
    nameHash: cipher.hash('name', name),
    phoneEnc: cipher.encrypt(phone),
    phoneHash: cipher.hash('phone', phone),
  });
};

/** 合同容量, as it was applied for, inspected and signed. */
export const changeCapacity: RunEffect = async scene => {
  const found = await present(scene);
  const kw = Number(scene.answers()['capacity']);
  await supply.setCapacity(scene.tx, found.accountId, kw);
  scene.note('capacity-changed', { from: scene.file.contractedKw, to: kw });
};

/** The old meter's last reading and the new one's first stand on the eve of the change. */
export const exchangeMeter: RunEffect = async scene => {
  const found = await present(scene);
  const { meter } = scene.file.facts;
  if (!meter) throw meterMissing();
  await requireMeterFits(scene, found, meter);
  const eve = addDays(meter.on as BusinessDate, -1);
  if (found.meterId !== null && meter.previous)
    await supply.addReading(scene.tx, found.meterId, { on: meter.on, ...meter.previous, eve: true });
  await holding.removeMeter(scene.tx, found.accountId, eve);
  if (!(await supply.installMeter(scene.tx, found.accountId, meter))) throw meterHangsElsewhere();
  scene.file.facts = { ...scene.file.facts, result: { meter: meter.assetNo, changedOn: meter.on } };
};
