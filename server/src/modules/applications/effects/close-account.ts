/** The account ends: a final bill to the day, the meter comes down, the balance goes back to whom it came from. */
import type { RunEffect } from './effect.ts';
import { holding } from './holding.repository.ts';
import { supply } from './supply.repository.ts';
import { settleHolder } from './switch-holder.ts';

export const closeAccount: RunEffect = async (scene, tools) => {
  const { tx, file } = scene;
  const { ended, lastDay, billedFen } = await settleHolder(scene, tools);
  // Known at the counter by the number on file: what is left to pay is found by who signs in with it.
  if (file.counterBy !== null)
    await supply.bindHolder(tx, { personId: file.personId, holderPeriodId: ended.holderPeriodId });
  await holding.removeMeter(tx, ended.accountId, lastDay);
  await supply.setStatus(tx, ended.accountId, 'closed');
  file.facts = {
    ...file.facts,
    result: {
      accountNo: ended.accountNo,
      lastDay,
      finalBillFen: billedFen,
      endedHolding: ended.holderPeriodId,
    },
  };
  scene.note('account-closed', { account: ended.accountNo, lastDay, finalBillFen: billedFen });
};
