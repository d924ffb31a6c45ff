/** Tells the applicant, and who follows with them, where the case has come to. One message a change, not one a detail. */
import type { PoolClient } from 'pg';
import type { Wording } from '../../shared/errors.ts';
import { type EventName, queueNotice } from '../messages/index.ts';
import type { CaseState } from './case.ts';
import type { Scene } from './change-case.ts';
import { awaitsDay, isCustomerStep, stepOf } from './kind.ts';
import { followersOf } from './shares.repository.ts';

export async function tellChange(tx: PoolClient, scene: Scene, before: CaseState): Promise<void> {
  const event = eventOf(before, scene);
  if (event) await tell(tx, scene, event, String(scene.file.version), saidOf(scene, before));
}

/** Once more, of what waits for the customer. */
export const tellReminder = (scene: Scene) =>
  tell(scene.tx, scene, 'application-reminder', `reminder:${scene.today}`, saidOf(scene));

/** What is told of where it stands: what a list asks for and what an inspection found is not what its step says by itself. */
function saidOf({ file, kind }: Scene, before?: CaseState): Wording {
  if (file.wanted === 'list')
    return { zh: '有资料或信息需要补充，清单已一次列明', en: 'something is missing, all of it in one list' };
  const step = stepOf(kind, file.step!);
  const left = before?.step && before.step !== file.step ? stepOf(kind, before.step) : undefined;
  if (left?.type === 'inspection' && isCustomerStep(step) && left.moves[0]!.to !== file.step)
    return {
      zh: '检验未通过，请按检验意见整改后再次报验',
      en: 'the inspection was not passed; put right what it found and report it again',
    };
  return step.message ?? step.name;
}

async function tell(
  tx: PoolClient,
  scene: Scene,
  event: EventName,
  key: string,
  said: Wording,
): Promise<void> {
  const { file, kind, today } = scene;
  const params = {
    caseNo: file.caseNo,
    kindZh: kind.name.zh,
    kindEn: kind.name.en,
    stepZh: said.zh,
    stepEn: said.en,
    dueOn: file.dueOn ?? today,
    // Once it has been used there is nothing to invite to.
    ...(file.appealed
      ? {}
      : { appealZh: '如有异议，可在电厅申诉。', appealEn: 'You may appeal in the hall.' }),
  };
  // The reason is in staff's words, of the applicant's papers: followers learn that there is one.
  const own = { reason: file.reason ?? '' };
  const others = { reasonZh: '原因请向申请人了解', reasonEn: 'the applicant knows why' };
  for (const personId of [file.personId, ...(await followersOf(tx, file.id))])
    await queueNotice(tx, {
      dedupeKey: `application:${file.caseNo}:${key}:${personId}`,
      event,
      personId,
      params: { ...params, ...(personId === file.personId ? own : others) },
      source: { table: 'applications', id: file.id },
    });
}

function eventOf(before: CaseState, { file: after, kind, by }: Scene): EventName | undefined {
  if (after.status === 'done') return 'application-done';
  if (after.status === 'refused') return 'application-refused';
  // Who withdraws it themselves knows; for whom a clerk does it is told, and can object.
  if (after.status === 'withdrawn')
    return by.actor.startsWith('staff:') ? 'application-withdrawn' : undefined;
  if (after.status === 'draft') return undefined;
  if (before.status === 'draft' && kind.openedBy === 'hall') return 'application-opened';
  if (before.status === 'draft' || before.status === 'refused') return 'application-received';
  // Until a day has come nothing is wanted from anybody.
  const wanted = after.wanted !== null && !(after.wanted === 'step' && awaitsDay(kind, after.step));
  if (wanted && (before.wanted === null || before.step !== after.step)) return 'application-wanted';
  return before.step === after.step ? undefined : 'application-step';
}
