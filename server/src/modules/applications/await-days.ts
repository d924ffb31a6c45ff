/** Cases that wait for a day the customer named go on when it has come. */
import type { Logger } from '../../infra/logging.ts';
import { businessDate } from '../../shared/dates.ts';
import { AppError } from '../../shared/errors.ts';
import { customerMove } from './apply.ts';
import type { CaseCore, ChangeCase } from './change-case.ts';
import type { CaseTools } from './effects/index.ts';
import type { Answers } from './form.ts';
import { awaitsDay } from './kind.ts';

export function createAwaitDays(
  { cases, book, cipher, clock }: CaseCore,
  changeCase: ChangeCase,
  tools: CaseTools,
  logger: Logger,
) {
  return async function awaitDays(signal: AbortSignal): Promise<void> {
    const today = businessDate(clock.now());
    for (const { caseNo, kindId, step, formEnc } of await cases.awaitingDay()) {
      if (signal.aborted) return;
      // One that cannot be read or carried on holds up none after it.
      try {
        const field = awaitsDay((await book.byId(kindId)).definition, step);
        const answers: Answers = formEnc ? JSON.parse(cipher.decrypt(formEnc)) : {};
        if (!field || String(answers[field]) > today) continue;
        await changeCase(caseNo, { actor: 'system' }, scene => customerMove(scene, tools));
      } catch (error) {
        // Withdrawn or ended a moment ago.
        if (!(error instanceof AppError)) logger.error({ caseNo, err: error }, 'a case was not carried on');
      }
    }
  };
}
