/** 预付费协议 on paper, kept by staff: only with one is a household prepaid, with all that follows for it. */

import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { staffName } from '../../shared/audit.ts';
import { type BusinessDate, businessDate } from '../../shared/dates.ts';
import { alreadyPrepaid, noPresentHolder, notPrepaid, signedInTheFuture } from './forecast.errors.ts';
import type { PrepaidAgreementsRepository } from './prepaid-agreements.repository.ts';

interface Dependencies {
  clock: Clock;
  agreements: PrepaidAgreementsRepository;
}

export function createPrepaidAgreements({ clock, agreements }: Dependencies) {
  const today = () => businessDate(clock.now());

  async function holderOf(accountNo: string) {
    const holder = await agreements.presentHolder(accountNo, today());
    if (!holder) throw noPresentHolder();
    return holder;
  }

  const entry = (actor: StaffActor, action: string, accountNo: string, requestId: string) => ({
    actor: staffName(actor),
    action,
    subject: `account:${accountNo}`,
    requestId,
  });

  return {
    list: async (accountNo: string) => agreements.list((await holderOf(accountNo)).id),

    async sign(
      actor: StaffActor,
      accountNo: string,
      { agreementNo, signedOn }: { agreementNo: string; signedOn: BusinessDate },
      requestId: string,
    ) {
      const holder = await holderOf(accountNo);
      if (signedOn > today() || signedOn < holder.from) throw signedInTheFuture();
      const by = staffName(actor);
      const added = await agreements.add(
        { holderPeriodId: holder.id, agreementNo, signedOn, recordedBy: by, at: clock.now() },
        today(),
        {
          ...entry(actor, 'prepaid-agreement.sign', accountNo, requestId),
          detail: { agreementNo, signedOn },
        },
      );
      if (!added) throw alreadyPrepaid();
      return agreements.list(holder.id);
    },

    async end(actor: StaffActor, accountNo: string, reason: string, requestId: string) {
      const { id } = await holderOf(accountNo);
      const log = { ...entry(actor, 'prepaid-agreement.end', accountNo, requestId), detail: { reason } };
      if (!(await agreements.end(id, today(), log))) throw notPrepaid();
      return agreements.list(id);
    },
  };
}

export type PrepaidAgreements = ReturnType<typeof createPrepaidAgreements>;
