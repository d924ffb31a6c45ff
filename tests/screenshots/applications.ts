/** Applications of the demo's residents, as the pictures show them: one the utility works on, one that waits, a draft, one followed by link. */
import { randomUUID } from 'node:crypto';
import type { RunningHall } from '../support/hall.ts';

export interface Applied {
  /** Of whom `one` shows. */
  open: string;
  done: string;
  draft: string;
  /** Of whom `timed` shows: a fee is to be paid. */
  waiting: string;
  /** Lets somebody else follow the open one. */
  followToken: string;
}

export async function apply(hall: RunningHall, who: { one: string; timed: string }): Promise<Applied> {
  const ask = async (token: string, method: string, path: string, body?: object) => {
    const answer = await hall.call(method, `/applications${path}`, { token, key: randomUUID(), body });
    if (answer.status >= 300) throw new Error(`applications${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const find = async (token: string, status: string) => {
    const { applications } = await ask(token, 'GET', '');
    return applications.find((one: { status: string }) => one.status === status).caseNo as string;
  };
  const open = await find(who.one, 'open');
  const done = await find(who.one, 'done');
  const waiting = await find(who.timed, 'waiting');
  const draft = await ask(who.one, 'POST', '', { kind: 'new-residential', regionCode: 'weihai' });
  const share = await ask(who.one, 'POST', `/${open}/shares`, { agreed: true });
  return { open, done, waiting, draft: draft.caseNo, followToken: share.token };
}
