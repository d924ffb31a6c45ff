import { defineError } from '../../../shared/errors.ts';

export const macroNotFound = defineError('case-macro-not-found', 404, {
  zh: '没有找到这个宏',
  en: 'There is no such macro',
});
export const macroNameTaken = defineError('case-macro-name-taken', 409, {
  zh: '已有同名的宏',
  en: 'There is a macro of that name',
});
export const macroLeadsNowhere = defineError('case-macro-leads-nowhere', 422, {
  zh: '这几步不能接连进行：请检查先后次序，转办之后不能再办理',
  en: 'These acts cannot follow each other; nothing is done to a case after it has been handed over',
});
export const macroForComplaints = defineError('case-macro-for-complaints', 422, {
  zh: '只有投诉有类别：这个宏须用于投诉',
  en: 'Only complaints have a class: this macro must be for complaints',
});
export const macroDoesNotFit = defineError('case-macro-does-not-fit', 409, {
  zh: '工单的当前状态不能运行这个宏',
  en: 'This macro cannot be run on the case in its present state',
});
export const blankLeft = defineError('case-macro-blank-left', 422, {
  zh: '第{step}步还有空格（____）没有填写',
  en: 'Step {step} still has a blank (____)',
});
export const colleagueMissing = defineError('case-macro-colleague-missing', 422, {
  zh: '第{step}步要转给谁（to）没有选择',
  en: 'Step {step} hands the case over; choose to whom (to)',
});
export const wordsDoNotFit = defineError('case-macro-words-do-not-fit', 422, {
  zh: '第{step}步的文字太短或太长',
  en: 'The words of step {step} are too short or too long',
});
