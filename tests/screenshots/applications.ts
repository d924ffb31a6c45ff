/** Applications of the demo's residents, as the pictures show them: one the utility works on, one that waits, a draft, one followed by link. */
import type { RunningHall } from '../support/hall.ts';
import { type Ask, asking } from './asking.ts';

export interface Applied {
  /** Of whom `one` shows. */
  open: string;
  done: string;
  draft: string;
  /** Of whom `timed` shows: a fee is to be paid. */
  waiting: string;
  /** Lets somebody else follow the open one. */
  followToken: string;
  /** Written by a clerk for somebody who stands at the counter, and not handed in yet. */
  atCounter: string;
}

export async function apply(
  hall: RunningHall,
  who: { one: string; timed: string; clerk: string },
): Promise<Applied> {
  const one = asking(hall, { token: who.one });
  const timed = asking(hall, { token: who.timed });
  const clerk = asking(hall, { staff: who.clerk });
  const find = async (ask: Ask, status: string) => {
    const { applications } = await ask('GET', '/applications');
    return applications.find((each: { status: string }) => each.status === status).caseNo as string;
  };
  const open = await find(one, 'open');
  const done = await find(one, 'done');
  const waiting = await find(timed, 'waiting');
  const home = { kind: 'new-residential', regionCode: 'weihai' };
  const draft = await one('POST', '/applications', home);
  const share = await one('POST', `/applications/${open}/shares`, { agreed: true });
  const atCounter = await clerk('POST', '/staff/counter-applications', {
    ...home,
    phone: '13912345678',
    identitySeen: true,
  });
  return {
    ...{ open, done, waiting, draft: draft.caseNo, followToken: share.token },
    atCounter: atCounter.caseNo,
  };
}
