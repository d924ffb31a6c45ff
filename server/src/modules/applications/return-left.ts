/**
 * Whoever is deactivated, or no longer works on cases, answers for none: what they had in hand comes back to its team's queue, where
 * the next who takes it becomes its manager. A minute after it at the latest, however they left.
 */
import type { Logger } from '../../infra/logging.ts';
import { AppError } from '../../shared/errors.ts';
import type { CaseCore, ChangeCase } from './change-case.ts';

export function createReturnLeft({ cases }: CaseCore, changeCase: ChangeCase, logger: Logger) {
  return async function returnLeft(signal: AbortSignal): Promise<void> {
    for (const { caseNo, who } of await cases.ofWhoLeft()) {
      if (signal.aborted) return;
      await changeCase(caseNo, { actor: 'system' }, async scene => {
        scene.act({ kind: 'left', who });
        scene.note('owner-left', { who });
      }).catch(error => {
        // Handed over or ended a moment ago.
        if (!(error instanceof AppError)) logger.error({ caseNo, err: error }, 'a case was not returned');
      });
    }
  };
}
