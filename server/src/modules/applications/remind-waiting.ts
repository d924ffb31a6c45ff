/**
 * What waits for its customer is said once when it begins, and easily forgotten: it is said again after so many days, and then every
 * so many days, as the utility's rule has it on the day.
 */
import type { Logger } from '../../infra/logging.ts';
import { addDays, businessDate } from '../../shared/dates.ts';
import type { CaseCore, ChangeCase } from './change-case.ts';
import { awaitsDay } from './kind.ts';
import { tellReminder } from './tell-change.ts';

const atOnce = 500;

export interface ReminderRule {
  applicationReminderDays: number;
}

export function createRemindWaiting(
  { cases, clock }: CaseCore,
  changeCase: ChangeCase,
  { rules, logger }: { rules(): Promise<ReminderRule>; logger: Logger },
) {
  return async function remindWaiting(signal: AbortSignal): Promise<void> {
    const today = businessDate(clock.now());
    const day = addDays(today, -(await rules()).applicationReminderDays);
    for (let after = 0; ; ) {
      const waiting = await cases.waitingSince(day, after, atOnce);
      for (const { caseNo } of waiting) {
        if (signal.aborted) return;
        await changeCase(caseNo, { actor: 'system' }, async scene => {
          const { file, kind } = scene;
          if (file.wanted === 'step' && awaitsDay(kind, file.step)) return;
          // Answered, or reminded of by another process, a moment ago.
          if (file.status !== 'waiting' || (file.remindedOn !== null && file.remindedOn > day)) return;
          file.remindedOn = today;
          await tellReminder(scene);
          scene.note('reminded');
        }).catch(error => logger.error({ caseNo, err: error }, 'nobody was reminded of a case'));
      }
      if (waiting.length < atOnce) return;
      after = waiting.at(-1)!.id;
    }
  };
}
