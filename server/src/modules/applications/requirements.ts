/** What a case still lacks: for the customer's checklist, and before a step may be left onwards. */
import type { AppError } from '../../shared/errors.ts';
import {
  dayNotCome,
  feesNotSet,
  feesOpen,
  inspectionMissing,
  meterMissing,
  notSigned,
  papersMissing,
  readingMissing,
  visitMissing,
} from './applications.errors.ts';
import { caseParts, type FeeRow, type PaperRow } from './case-parts.repository.ts';
import type { CaseRow } from './cases.repository.ts';
import type { Scene } from './change-case.ts';
import { joined, missingFields } from './form.ts';
import {
  type Field,
  isCustomerStep,
  type KindDefinition,
  type Move,
  mainWay,
  type Paper,
  type Step,
  stepOf,
} from './kind.ts';
import { quotedFields } from './signing/contract.ts';

export const livePapers = (papers: readonly PaperRow[], code: string) =>
  papers.filter(paper => paper.code === code && paper.status === 'given');

/** Accepted, and so on record: from then on papers are added or replaced, and none is taken back. */
export const papersSettled = ({ status, step }: Pick<CaseRow, 'status' | 'step'>, kind: KindDefinition) =>
  status !== 'draft' && step !== kind.start;

/** Papers that are looked at in this step or one before it. */
export function papersDueBy(kind: KindDefinition, step: string): Paper[] {
  const way = mainWay(kind, kind.start).map(({ code }) => code);
  const reached = way.indexOf(step);
  return kind.papers.filter(({ required, by }) => required && way.indexOf(by) <= reached);
}

/** Fees of a step that nobody has set and that have no sum of their own. */
export const unsetFees = (kind: KindDefinition, step: string, set: readonly FeeRow[]) =>
  kind.fees.filter(
    fee => fee.step === step && fee.how === 'assessed' && !set.some(({ code }) => code === fee.code),
  );

/** @throws AppError naming what is missing. A way back, and a refusal, need nothing. */
export async function requireReady(scene: Scene, move: Move): Promise<void> {
  const step = stepOf(scene.kind, scene.file.step!);
  if (move.to === 'refused') return;
  const problem =
    (await lacking(scene, step, step.moves[0]!.code === move.code)) ?? (await nextLacks(scene, step, move));
  if (problem) throw problem;
}

/** What must be there before the next step can be taken by its customer. */
async function nextLacks(
  { kind, answers, tx, file }: Scene,
  step: Step,
  move: Move,
): Promise<AppError | undefined> {
  if (isCustomerStep(step)) return undefined;
  const next = kind.steps.find(({ code }) => code === move.to);
  // Who signs is named by their number as well.
  if (next?.type === 'sign') {
    const fields = missingFields(kind, answers(), true).filter(
      ({ code, type }) => quotedFields.has(code) || type === 'identity-no' || type === 'organisation-no',
    );
    return fields.length > 0 ? papersMissing({ names: labelsOf(fields) }) : undefined;
  }
  // Assessed fees are set before the step in which they are paid is reached.
  if (next?.type === 'fee' && unsetFees(kind, next.code, await caseParts.fees(tx, file.id)).length > 0)
    return feesNotSet();
  return undefined;
}

const labelsOf = (fields: readonly Field[]) =>
  joined(
    fields.map(({ label }) => label),
    'zh',
  );

async function lacking(scene: Scene, step: Step, onwards: boolean): Promise<AppError | undefined> {
  const { tx, file } = scene;
  if (step.type === 'inspection') return inspectionSays(scene, step, onwards);
  if (!onwards) return undefined;
  switch (step.type) {
    case 'review':
      return papersLack(scene, step);
    case 'visit':
      return (await caseParts.wasVisited(tx, file.id, step.code)) ? undefined : visitMissing();
    case 'meter':
      return file.facts.meter ? undefined : meterMissing();
    case 'reading':
      return file.facts.reading ? undefined : readingMissing();
    case 'fee': {
      const fees = (await caseParts.fees(tx, file.id)).filter(fee => fee.step === step.code);
      if (unsetFees(scene.kind, step.code, fees).length > 0) return feesOpen();
      return fees.every(({ amountFen, paidFen }) => paidFen >= amountFen) ? undefined : feesOpen();
    }
    case 'day': {
      const day = String(scene.answers()[step.field!]);
      return day <= scene.today ? undefined : dayNotCome({ day });
    }
    case 'sign':
      return (await caseParts.signature(tx, file.id)) ? undefined : notSigned();
    default:
      return undefined;
  }
}

async function papersLack({ tx, file, kind, answers }: Scene, step: Step): Promise<AppError | undefined> {
  const papers = await caseParts.papers(tx, file.id);
  const isHere = ({ code }: Paper) => livePapers(papers, code).length > 0;
  const missing = papersDueBy(kind, step.code).filter(paper => !isHere(paper));
  // It was handed in with one of them, which may have been taken back since.
  const certificates = kind.papers.filter(({ certificate }) => certificate);
  if (
    missing.length === 0 &&
    step.code === kind.start &&
    certificates.length > 0 &&
    !certificates.some(isHere)
  )
    return papersMissing({ names: certificates.map(({ name }) => name.zh).join('或') });
  // What may follow of the form follows with the last papers.
  const last = mainWay(kind, step.code).filter(({ type }) => type === 'review').length === 1;
  const fields = last ? missingFields(kind, answers(), true) : [];
  const names = [...missing.map(({ name }) => name), ...fields.map(({ label }) => label)];
  return names.length > 0 ? papersMissing({ names: joined(names, 'zh') }) : undefined;
}

/** The last record of this stay decides the way: what passed goes on, what did not goes back. */
async function inspectionSays(
  { tx, file }: Scene,
  step: Step,
  onwards: boolean,
): Promise<AppError | undefined> {
  const records = (await caseParts.inspections(tx, file.id)).filter(record => record.step === step.code);
  const last = records.at(-1);
  const cameAt = await caseParts.cameAt(tx, file.id);
  return last && cameAt && last.at >= cameAt && last.passed === onwards ? undefined : inspectionMissing();
}
