/** 临时用电延期: it ends on a later day, as long as its ending is not under way. */
import { noEffect, notTemporary } from '../applications.errors.ts';
import { present } from './change-holding.ts';
import type { RunEffect } from './effect.ts';
import { temporarySupplies } from './temporary-supplies.repository.ts';

export const extendSupply: RunEffect = async scene => {
  const found = await present(scene);
  const { tx, file } = scene;
  const temporary = await temporarySupplies.lock(tx, found.holderPeriodId);
  if (!temporary) throw notTemporary();
  if (temporary.ending) throw noEffect({ reason: '到期终止正在办理，须先终止该工单' });
  const until = String(scene.answers()['until']);
  if (until <= temporary.untilOn)
    throw noEffect({ reason: `延期后的日期应晚于现在的到期日（${temporary.untilOn}）` });
  await temporarySupplies.extend(tx, found.holderPeriodId, until);
  file.facts = { ...file.facts, result: { until } };
  scene.note('supply-extended', { account: found.accountNo, from: temporary.untilOn, until });
};
