/** A case as the customer, a follower and staff see it. Pure. */
import { maskAnswers } from './form.ts';
import { stepOf, takesReading } from './kind.ts';
import type { CaseDetails } from './read-case.ts';
import type { ShareRow } from './shares.repository.ts';

const sideOf = (actor: string) =>
  actor.startsWith('person:')
    ? ('customer' as const)
    : actor.startsWith('staff:')
      ? ('utility' as const)
      : ('system' as const);

function shared(details: CaseDetails) {
  const { file, kind, signature, events } = details;
  return {
    ...details,
    ...file,
    kind,
    status: file.status,
    stage: file.stage as never,
    wanted: details.wanted,
    team: details.team,
    events: events.map(({ at, kind: name, step, actor }) => ({ at, kind: name, step, by: sideOf(actor) })),
    signature: signature && {
      documentId: signature.documentId,
      signedAt: signature.signedAt,
      certificateSerial: signature.certificateSerial,
    },
    result: file.facts.result ? customerResult(file.facts.result) : null,
  };
}

/** The holder before is nobody's business. */
function customerResult({ endedHolding: _, ...result }: Record<string, string | number | null>) {
  return result;
}

export function showToCustomer(details: CaseDetails, following: boolean, shares: readonly ShareRow[]) {
  const { manager, managerTeam } = details;
  const base = shared(details);
  return {
    ...base,
    following,
    // In staff's own words, of the applicant's papers and circumstances.
    wanted: following ? base.wanted && { ...base.wanted, items: [], note: '' } : base.wanted,
    reason: following ? null : base.reason,
    form: following ? null : details.answers,
    checklist: following ? [] : details.checklist,
    fees: following ? [] : details.fees,
    fieldsMissing: following ? [] : details.fieldsMissing,
    result: following ? null : base.result,
    signature: following ? null : base.signature,
    manager: manager && {
      displayName: manager.displayName,
      team: managerTeam!.name,
      phone: managerTeam!.phone,
    },
    shares: following ? [] : [...shares],
    canBook: details.canBook && !following,
    canWithdraw: details.canWithdraw && !following,
    canAppeal: details.canAppeal && !following,
  };
}

export function showToStaff(details: CaseDetails) {
  const { file, kind, answers, owner, manager, firstReceiver, events } = details;
  const open = file.status === 'open' && file.step !== null;
  return {
    ...shared(details),
    form: maskAnswers(kind, answers),
    checklist: details.checklist.map(paper => ({
      ...paper,
      documents: [...paper.documents, ...details.replaced.filter(({ code }) => code === paper.code)],
    })),
    owner,
    manager,
    firstReceiver,
    returns: details.returns,
    takenAtCounter: file.counterBy !== null,
    returnedTwice: file.returns > 1,
    moves: open ? stepOf(kind, file.step!).moves : [],
    canRead: open && takesReading(stepOf(kind, file.step!)),
    log: events,
  };
}
