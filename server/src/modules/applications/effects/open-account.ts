/** A new supply: place, metering point, meter with its first reading, account, holder and tariff. */
import { meterHangsElsewhere, meterMissing, noEffect } from '../applications.errors.ts';
import type { Scene } from '../change-case.ts';
import { placeOf } from '../form.ts';
import { requireMeterFits } from '../judge-meter.ts';
import { accountNoFrom } from './account-no.ts';
import type { CaseTools, RunEffect } from './effect.ts';
import { supply } from './supply.repository.ts';
import { temporarySupplies } from './temporary-supplies.repository.ts';

/** Held from a day that never comes: what is not switched on yet. */
const notYet = '2999-12-31';

/** What was opened only to be paid for goes with the case, and comes back with it. */
export async function setPending({ tx, file }: Scene, status: 'active' | 'closed'): Promise<void> {
  if (file.accountId !== null)
    await supply.setPending(tx, { accountId: file.accountId, from: notYet, status });
}

/** Account and holder under their numbers, before there is power. Once per case. */
export async function openPending(scene: Scene, { cipher }: CaseTools): Promise<void> {
  const { tx, file, kind } = scene;
  if (file.holderPeriodId !== null) return;
  const answers = scene.answers();
  const region = await supply.region(tx, file.regionCode);
  const accountNo = accountNoFrom(region.pattern, await supply.nextSerial(tx));
  if (!accountNo) throw noEffect({ reason: region.pattern });
  const account = await supply.openAccount(tx, {
    regionCode: file.regionCode,
    category: kind.category!,
    accountNo,
    place: placeOf(answers),
  });
  const customerId = await addCustomer(scene, cipher);
  file.accountId = account;
  file.holderPeriodId = await supply.beginHolding(tx, {
    accountId: account,
    customerId,
    contractNo: contractNoOf(file.caseNo),
    from: notYet,
  });
  await supply.bindHolder(tx, { personId: file.personId, holderPeriodId: file.holderPeriodId });
}

export const openAccount: RunEffect = async (scene, tools) => {
  const { tx, file, today, kind } = scene;
  const { meter } = file.facts;
  if (!meter) throw meterMissing();
  await requireMeterFits(scene, undefined, meter);
  await openPending(scene, tools);
  await supply.startHolding(tx, file.holderPeriodId!, meter.on);
  if (!(await supply.installMeter(tx, file.accountId!, meter))) throw meterHangsElsewhere();
  const kw = scene.answers()['capacity'];
  if (kw !== undefined) await supply.setCapacity(tx, file.accountId!, Number(kw));
  if (kind.category === 'residential')
    await supply.addOption(tx, { holderPeriodId: file.holderPeriodId!, kind: 'flat', from: meter.on });
  const until = kind.temporary && String(scene.answers()[kind.temporary.until]);
  if (until)
    await temporarySupplies.begin(tx, {
      holderPeriodId: file.holderPeriodId!,
      caseId: file.id,
      untilOn: until,
    });
  const accountNo = await supply.accountNo(tx, file.accountId!);
  file.facts = {
    ...file.facts,
    result: { accountNo, from: meter.on, on: today, ...(until ? { until } : {}) },
  };
};

/** The contract party as the form names it. */
export async function addCustomer(scene: Scene, cipher: CaseTools['cipher']): Promise<number> {
  const answers = scene.answers();
  const name = String(answers['applicant'] ?? '');
  const phone = String(answers['phone'] ?? '');
  const number = answers['identity-no'] ?? answers['organisation-no'];
  return supply.addCustomer(scene.tx, {
    nameEnc: cipher.encrypt(name),
    nameHash: cipher.hash('name', name),
    phoneEnc: cipher.encrypt(phone),
    phoneHash: cipher.hash('phone', phone),
    identityNoEnc: number ? cipher.encrypt(String(number)) : null,
    identityHash: number ? cipher.hash('identity-no', String(number)) : null,
  });
}

/** 供用电合同编号: of the case that brought it about. */
export const contractNoOf = (caseNo: string) => `HT${caseNo.slice(2)}`;
