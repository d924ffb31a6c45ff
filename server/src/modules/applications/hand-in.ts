/** What is looked at, and written down, as an application is handed in. */
import { maskAddress, maskName } from '../../shared/mask.ts';
import { certificateNeeded, formIncomplete as incomplete, notTemporary } from './applications.errors.ts';
import { caseParts } from './case-parts.repository.ts';
import type { CaseCore, Scene } from './change-case.ts';
import { temporarySupplies } from './effects/temporary-supplies.repository.ts';
import { joined, missingFields, passedDays, passedProblem, placeOf, requiredProblem } from './form.ts';
import { hasEffect } from './kind.ts';
import { livePapers } from './requirements.ts';

/** 一证受理: one certificate, and what of the form cannot follow. @throws AppError naming what is missing */
export async function requireSubmittable(scene: Scene): Promise<void> {
  const { kind, tx, file } = scene;
  const missing = missingFields(kind, scene.answers(), false);
  if (missing.length > 0) throw incomplete({}, missing.map(requiredProblem));
  const passed = passedDays(kind, scene.answers(), scene.today);
  if (passed.length > 0) throw incomplete({}, passed.map(passedProblem));
  if (hasEffect(kind, 'extend-supply') && !(await temporarySupplies.lock(tx, file.holderPeriodId)))
    throw notTemporary();
  const certificates = kind.papers.filter(({ certificate }) => certificate);
  const papers = await caseParts.papers(tx, file.id);
  if (certificates.length > 0 && !certificates.some(({ code }) => livePapers(papers, code).length > 0))
    throw certificateNeeded({
      names: joined(
        certificates.map(({ name }) => name),
        'zh',
      ),
    });
}

/** Who has left, or does other work now, answers for nothing. */
export async function wishedManager({ teams }: CaseCore, { tx, file }: Scene): Promise<string | null> {
  if (file.wishedStaff === null) return null;
  return (await teams.colleague(file.wishedStaff, tx))?.username ?? null;
}

/** What lists show of it, so that no list has to open what is sealed. */
export async function summarise({ cases }: CaseCore, { tx, file, answers }: Scene): Promise<void> {
  const place = file.accountId === null ? placeOf(answers()) : await cases.placeOf(file.accountId, tx);
  file.district = place.district;
  file.placeMasked = maskAddress(place);
  const name = String(answers()['applicant'] ?? '');
  file.applicantMasked = name ? maskName(name) : '';
}
