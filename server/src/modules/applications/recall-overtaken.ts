/**
 * A case that waits for its customer lies with nobody. When the holder goes meanwhile against whom it was accepted, nothing the
 * customer does brings it on any more: it comes back to the team that accepts, to be judged against who holds the account now.
 */
import type { Logger } from '../../infra/logging.ts';
import { AppError } from '../../shared/errors.ts';
import { caseParts } from './case-parts.repository.ts';
import type { CaseCore, ChangeCase } from './change-case.ts';
import { forgetFindings } from './fees.ts';

export function createRecall({ cases }: CaseCore, changeCase: ChangeCase, logger: Logger) {
  return async function recallOvertaken(signal: AbortSignal): Promise<void> {
    for (const caseNo of await cases.overtaken()) {
      if (signal.aborted) return;
      await changeCase(caseNo, { actor: 'system' }, async scene => {
        const from = scene.file.step;
        scene.act({ kind: 'recall' });
        scene.file.judgedPeriodId = null;
        forgetFindings(scene);
        // Of a contract with the household as it was.
        await caseParts.voidSignature(scene.tx, scene.file.id, scene.now);
        scene.note('recalled', { from });
      }).catch(error => {
        // Answered or withdrawn a moment ago.
        if (!(error instanceof AppError)) logger.error({ caseNo, err: error }, 'a case was not recalled');
      });
    }
  };
}
