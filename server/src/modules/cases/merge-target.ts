/** What a duplicate may be joined to, and which limits hold from then on. Pure. */
import type { CalendarDays } from '../../shared/working-days.ts';
import type { CaseKind } from './case-kinds.ts';
import { mergeWrong } from './cases.errors.ts';
import type { CaseChange, CaseRow } from './cases.repository.ts';
import { joinedBy, limitsOf } from './clocks.ts';
import { openStatuses } from './service-case.ts';

/** What a case is to be joined to, and whether both were brought by one person, one writer of mails, or from one telephone. */
export type Target = CaseRow & { sameWriter: boolean; samePhone: boolean };

/** A complaint is judged, and somebody goes out for a fault: so is and does what it is joined to. */
const onlyToTheirs: readonly CaseKind[] = ['complaint', 'misconduct', 'repair'];

/** @throws AppError case-merge-wrong */
export function idOfTarget(found: CaseRow, target: Target | undefined): number {
  // That two cases are one person's would tell who an anonymous one is.
  const same =
    target &&
    !target.anonymous &&
    !found.anonymous &&
    target.id !== found.id &&
    openStatuses.includes(target.status) &&
    (!onlyToTheirs.includes(found.kind) || target.kind === found.kind) &&
    (target.sameWriter ||
      target.samePhone ||
      (found.personId !== null && target.personId === found.personId) ||
      (found.accountNo !== null && target.accountNo === found.accountNo));
  if (!same) throw mergeWrong();
  return target.id;
}

/** What was promised to whoever brought the duplicate is kept: the nearer of each limit holds for both. */
export function nearerOf(
  target: CaseRow,
  found: CaseRow,
  { at, days }: { at: Date; days: CalendarDays },
): CaseChange {
  const clock = joinedBy(target.clock, found.clock, at);
  const contacts = [target, ...(found.contactedAt ? [] : [found])].flatMap(
    ({ contactDueAt }) => contactDueAt ?? [],
  );
  const contactDueAt = contacts.length > 0 ? new Date(Math.min(...contacts.map(Number))) : null;
  return { clock, contactDueAt, ...limitsOf(clock, days), warnedAt: null };
}
