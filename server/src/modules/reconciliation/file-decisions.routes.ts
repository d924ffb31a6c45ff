/** An accepted file that turns out to be another day's, or a false one: one person asks that it counts no longer, another decides. */
import { defineRoute, type Route } from '../../http/define-route.ts';
import { staffName } from '../../shared/audit.ts';
import { fileNotFound, refusals } from './reconciliation.errors.ts';
import { type RoutesDependencies, tag, workers } from './reconciliation.routes.ts';
import { DayView, FileDecisionBody, FileParam, FileProposalBody } from './reconciliation.schemas.ts';
import type { FileKey } from './statement-files.repository.ts';

export function fileDecisionRoutes({ days, files, clock }: RoutesDependencies): Route[] {
  const find = async (fileId: number) => {
    const found = await files.keyOf(fileId);
    if (!found) throw fileNotFound();
    const { status, ...file } = found;
    return { status, file };
  };
  // Every file that was read has its day; one that was only brought is due there.
  const dayOf = async ({ source, day }: FileKey) =>
    (await days.find(source, day)) ?? days.request(source, day, clock.now());
  return [
    defineRoute({
      method: 'post',
      path: '/staff/reconciliation/files/:fileId/proposal',
      access: workers,
      summary:
        'Ask that an accepted file counts no longer, or a withdrawn one again, with a reason; another person decides',
      tag,
      input: { params: FileParam, body: FileProposalBody },
      output: DayView,
      idempotent: true,
      async handle({ params: { fileId }, body: { reason }, actor, requestId }) {
        const { status, file } = await find(fileId);
        const by = staffName(actor);
        const subject = `statement-file:${fileId}`;
        const action = status === 'withdrawn' ? 'restore' : 'withdraw';
        const entry = {
          actor: by,
          action: action === 'withdraw' ? 'statement-file.ask-withdraw' : 'statement-file.ask-restore',
          subject,
          detail: { ...file, reason },
          requestId,
        };
        await refusals(files.propose(fileId, { action, by, reason }, entry));
        return dayOf(file);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/reconciliation/files/:fileId/decision',
      access: workers,
      summary:
        'A second person approves or rejects it; approved, the day is matched anew with what counts then',
      tag,
      input: { params: FileParam, body: FileDecisionBody },
      output: DayView,
      idempotent: true,
      async handle({ params: { fileId }, body: { decisionId, approve, note }, actor, requestId }) {
        const { file } = await find(fileId);
        const wish = await files.wish(fileId, decisionId);
        const by = staffName(actor);
        const subject = `statement-file:${fileId}`;
        const detail = { ...file, decisionId, askedBy: wish?.by, ...(note ? { note } : {}) };
        const entry = {
          actor: by,
          action: `statement-file.${approve ? '' : 'reject-'}${wish?.action}`,
          subject,
          detail,
          requestId,
        };
        await refusals(files.decide(fileId, { decisionId, approve, by, at: clock.now() }, entry));
        return dayOf(file);
      },
    }),
  ];
}
