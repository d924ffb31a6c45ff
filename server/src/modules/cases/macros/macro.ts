/** 宏: a named sequence of desk acts, as data. What it may hold and whether it leads anywhere. Pure. */
import { z } from 'zod';
import { complaintClasses, grades, outcomes } from '../case-kinds.ts';
import { type CaseStatus, caseStatuses, statusAfter } from '../service-case.ts';

const plain = /^[\P{Cc}\n\t]*$/u;
const words = (least: number, most: number) => z.string().trim().min(least).max(most).regex(plain);
export const username = z.string().regex(/^[\w.-]{1,64}$/);
const step = <Name extends string, Shape extends z.ZodRawShape>(act: Name, shape: Shape) =>
  z.strictObject({ act: z.literal(act), ...shape });

export const mostSteps = 6;
/** The acts of the desk without a version. Joining is about one other case, and what is upheld has a cause of its own: neither is prepared. */
export const MacroStep = z.discriminatedUnion('act', [
  step('take', {}),
  step('contact', { words: words(2, 1000) }),
  step('update', { words: words(2, 1000) }),
  step('note', { words: words(1, 2000) }),
  step('pause', { words: words(2, 500) }),
  step('resume', {}),
  step('grade', { grade: z.enum(grades), words: words(2, 500) }),
  step('classify', { complaintClass: z.enum(complaintClasses), words: words(2, 500) }),
  step('answer', { outcome: z.enum(outcomes).exclude(['upheld']), words: words(5, 2000) }),
  step('close', { words: words(2, 500) }),
  /** Without a colleague: whoever runs it chooses one. */
  step('hand-over', { to: username.optional(), words: words(2, 500) }),
]);
export type MacroStep = z.output<typeof MacroStep>;

/** Whoever has handed a case over does no more to it. */
const afterHandOver: readonly MacroStep['act'][] = ['note', 'grade', 'classify'];

/** Only a complaint has a class: a macro that gives one is for complaints. */
export const kindFits = (steps: readonly MacroStep[], kind: string | null): boolean =>
  kind === 'complaint' || steps.every(({ act }) => act !== 'classify');

export function stepsFit(steps: readonly MacroStep[], from: CaseStatus): boolean {
  let status: CaseStatus | undefined = from;
  let handedOver = false;
  for (const { act } of steps) {
    if (handedOver && !afterHandOver.includes(act)) return false;
    status = statusAfter(status, act);
    if (!status) return false;
    handedOver ||= act === 'hand-over';
  }
  return true;
}

/** From which states it can be run; none when the acts cannot follow each other. */
export const startsOf = (steps: readonly MacroStep[]): CaseStatus[] =>
  caseStatuses.filter(status => stepsFit(steps, status));

/** A blank that somebody was to fill in. */
export const hasBlank = (text: string): boolean => /_{2,}|＿/.test(text);
