import type { CasesCore } from './open-case.ts';
import type { CaseViews } from './views.ts';

/** A case with its timeline, as the desk sees it. */
export function createShowCase(core: CasesCore, views: CaseViews) {
  const { cases, clock } = core;
  return async (caseNo: string) => {
    const row = (await cases.find(caseNo))!;
    const events = await cases.events(row.id, false);
    const rating = await cases.rating(row.id, row.answeredAt ? row.reopened : row.reopened - 1);
    const limits = { now: clock.now(), warnHours: (await core.rules())['warn-hours'] };
    const shown = views.forDesk(row, { events, rating, duplicates: await cases.duplicates(row.id) }, limits);
    const somebodyGoes = row.kind === 'repair' && (await core.repairs.listener?.isUnderWay(row.id));
    return somebodyGoes ? { ...shown, acts: shown.acts.filter(act => act !== 'send-crew') } : shown;
  };
}

export type ShowCase = ReturnType<typeof createShowCase>;
