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

/** What was found, by step: the last record of each, once it has decided the way. Until then it may be corrected. */
function inspectionsOf({ file, kind, inspections }: CaseDetails) {
  const judging = file.status === 'open' ? file.step : null;
  const last = new Map(inspections.map(record => [record.step, record]));
  return kind.inspections.flatMap(({ step, items: asked }) => {
    const record = step === judging ? undefined : last.get(step);
    if (!record) return [];
    const { passed, items, note, at } = record;
    const nameOf = (code: string) => asked.find(item => item.code === code)?.name ?? { zh: code, en: code };
    return [
      {
        step,
        name: stepOf(kind, step).name,
        passed,
        items: items.map(item => ({ name: nameOf(item.code), passed: item.passed, note: item.note ?? '' })),
        note,
        at,
      },
    ];
  });
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
    inspections: following ? [] : inspectionsOf(details),
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

export function showToStaff(details: CaseDetails, leftToPay: { holder: number; owedFen: number } | null) {
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
    leftToPay,
    moves: open ? stepOf(kind, file.step!).moves : [],
    canRead: open && takesReading(stepOf(kind, file.step!)),
    log: events,
  };
}
