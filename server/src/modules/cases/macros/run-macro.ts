/** Runs a macro: every step is the single act, with its rights, its transaction and its line in the audit log. */
import type { StaffActor } from '../../../http/access.ts';
import { AppError } from '../../../shared/errors.ts';
import { actOnCase, maySee } from '../act-on-case.ts';
import { caseNotFound, changedMeanwhile, noSuchColleague } from '../cases.errors.ts';
import type { CasesCore } from '../open-case.ts';
import { hasBlank, MacroStep, stepsFit } from './macro.ts';
import {
  blankLeft,
  colleagueMissing,
  macroDoesNotFit,
  macroNotFound,
  wordsDoNotFit,
} from './macros.errors.ts';
import type { MacrosRepository } from './macros.repository.ts';

export interface MacroRun {
  macroId: number;
  version: number;
  /** What is said at each step instead of what the macro holds; null leaves it. */
  words: (string | null)[];
  /** To whom it is handed over, where the macro names nobody. */
  to?: string | undefined;
}

export interface Ran {
  done: number;
  of: number;
  /** Why the next step was not done. */
  stopped: AppError | null;
}

/**
 * What is seen beforehand to fail is refused before anything is done; a step that is refused later leaves what was done before it.
 * @throws AppError case-macro-*, and what the first act throws
 */
export async function runMacro(
  core: CasesCore,
  macros: MacrosRepository,
  caseNo: string,
  { macroId, version, words, to }: MacroRun,
  { actor, requestId }: { actor: StaffActor; requestId: string },
): Promise<Ran> {
  const macro = await macros.find(macroId);
  if (!macro) throw macroNotFound();
  const found = await core.cases.find(caseNo);
  if (!found || !(await maySee(core.cases.worksThere, found, actor))) throw caseNotFound();
  if (found.version !== version) throw changedMeanwhile({ who: found.owner ?? '—' });
  if ((macro.kind !== null && macro.kind !== found.kind) || !stepsFit(macro.steps, found.status))
    throw macroDoesNotFit();
  const steps = macro.steps.map((step, place) =>
    addressed(filled(step, words[place] ?? null, place + 1), to, place + 1),
  );
  for (const step of steps)
    if (step.act === 'hand-over' && !(await core.cases.isColleague(step.to))) throw noSuchColleague();
  for (const [done, step] of steps.entries())
    try {
      // Each act counts one on: whoever comes between stops the rest.
      await actOnCase(core, caseNo, { ...step, version: version + done }, { actor, requestId });
    } catch (error) {
      if (done > 0 && error instanceof AppError) return { done, of: steps.length, stopped: error };
      throw error;
    }
  return { done: steps.length, of: steps.length, stopped: null };
}

/** With the colleague whom the macro names, else the one that is chosen now. */
function addressed(step: MacroStep, to: string | undefined, place: number) {
  if (step.act !== 'hand-over') return step;
  const chosen = step.to ?? to;
  if (!chosen) throw colleagueMissing({ step: place });
  return { ...step, to: chosen };
}

function filled(step: MacroStep, said: string | null, place: number): MacroStep {
  if (!('words' in step)) return step;
  const read = MacroStep.safeParse({ ...step, words: said ?? step.words });
  if (!read.success) throw wordsDoNotFit({ step: place });
  if ('words' in read.data && hasBlank(read.data.words)) throw blankLeft({ step: place });
  return read.data;
}
