import { defineError } from '../../shared/errors.ts';

export const caseNotFound = defineError('case-not-found', 404, {
  zh: '没有找到这个工单',
  en: 'There is no such case',
});
/** Only to whoever had it: that there is such a case they know. */
export const caseHandedOn = defineError('case-handed-on', 404, {
  zh: '此保密工单您已转交，现在由接手的同事办理，您不再能查看',
  en: 'You have handed on this confidential case; the colleague who has it now sees it, and you no longer do',
});
export const actNotPossible = defineError('case-act-not-possible', 409, {
  zh: '工单的当前状态不能进行此操作',
  en: 'This cannot be done to the case in its present state',
});
export const changedMeanwhile = defineError('case-changed', 409, {
  zh: '{who}刚刚处理过这个工单，请看最新内容后再操作',
  en: '{who} has just worked on this case; look at what is new and try again',
});
export const takenAlready = defineError('case-taken', 409, {
  zh: '这个工单已由{who}受理',
  en: 'This case has been taken by {who}',
});
export const notYours = defineError('case-not-yours', 409, {
  zh: '工单现由{who}负责，请先转办',
  en: '{who} is responsible for this case; have it handed over first',
});
export const noSuchColleague = defineError('case-no-colleague', 422, {
  zh: '没有这位可以受理工单的同事',
  en: 'There is no such colleague who may handle cases',
});
export const contactFirst = defineError('case-contact-first', 409, {
  zh: '请先联系客户并记录，再答复',
  en: 'Talk with the customer first and write it down, then answer',
});
export const outcomeWrong = defineError('case-outcome-wrong', 422, {
  zh: '这类工单的处理结果应为：{outcomes}',
  en: 'A case of this kind ends as one of: {outcomes}',
});
export const causeMissing = defineError('case-cause-missing', 422, {
  zh: '属实的投诉或举报须写明原因、责任和整改措施',
  en: 'What is upheld needs its cause, whose doing it was, and the remedy',
});
export const classMissing = defineError('case-class-missing', 422, {
  zh: '投诉须选择类别',
  en: 'A complaint needs a class',
});
export const anonymousKind = defineError('case-anonymous-kind', 422, {
  zh: '只有投诉、举报、建议和意见可以匿名',
  en: 'Only complaints, reports of misconduct, suggestions and opinions may be anonymous',
});
export const confidentialKind = defineError('case-confidential-kind', 422, {
  zh: '只有投诉、举报、建议、意见和咨询可以保密办理',
  en: 'Only complaints, reports of misconduct, suggestions, opinions and enquiries may be confidential',
});
export const confideBySupervisor = defineError('case-confide-supervisor', 403, {
  zh: '只有主管可以把诉求转为保密办理',
  en: 'Only a supervisor makes a case confidential',
});
export const crewIsThere = defineError('case-crew-there', 409, {
  zh: '抢修人员已到现场：请等抢修结束，或请现场人员退回工单后再改类型',
  en: 'A crew is at the place: wait until it is done, or have it send the order back, then change the kind',
});
export const crewSent = defineError('case-crew-sent', 409, {
  zh: '这个报修已有进行中的抢修工单',
  en: 'A repair order for this fault is under way already',
});
export const pauseTooLong = defineError('case-pause-too-long', 422, {
  zh: '暂停的最后一天（until）须在今天之后，不晚于{most}',
  en: 'The last day of a pause (until) is after today and no later than {most}',
});
export const mergeWrong = defineError('case-merge-wrong', 422, {
  zh: '只能并入同一客户未办结的另一个工单；投诉、举报和报修只能并入同类工单',
  en: 'A case can only be joined to another open one of the same customer; a complaint, a report of misconduct and a fault only to one of its kind',
});
export const reopenTooLate = defineError('case-reopen-too-late', 409, {
  zh: '答复已超过{days}天，请提交新的工单',
  en: 'The answer is more than {days} days old; please open a new case',
});
export const tooManyOpen = defineError('case-too-many', 429, {
  zh: '您今天提交的已较多，请在原工单里补充，或拨打{hotline}',
  en: 'You have sent many today; add to one of them, or call {hotline}',
});
export const tooManyAttachments = defineError('case-too-many-attachments', 409, {
  zh: '一个诉求最多附{most}个文件',
  en: 'A case takes at most {most} files',
});
export const householdUnknown = defineError('case-household-not-found', 404, {
  zh: '没有找到这个户号',
  en: 'There is no such account',
});
export const ratingLinkNotFound = defineError('case-rating-link-not-found', 404, {
  zh: '链接有误、已过期，或诉求已有新的答复，请核对收到的链接',
  en: 'This link is wrong or has lapsed, or there is a newer answer; check it against the message',
});
export const ratedByLink = defineError('case-rating-given', 409, {
  zh: '这次答复已经评价过了，谢谢您',
  en: 'You have rated this answer already, thank you',
});
export const personCannotBeLinked = defineError('case-person-own', 409, {
  zh: '这个诉求由客户本人在电厅提交或为匿名，不能另行关联客户',
  en: 'This case was brought in the hall by its person, or anonymously; nobody else can be linked to it',
});
export const personLinkedAlready = defineError('case-person-linked', 409, {
  zh: '这个诉求已关联客户，请先解除关联',
  en: 'A customer is linked to this case already; undo that first',
});
export const noSuchPerson = defineError('case-person-not-found', 404, {
  zh: '没有找到这位客户，或这位客户没有关联',
  en: 'There is no such customer, or none is linked',
});
export const whyThisPerson = defineError('case-person-reason', 422, {
  zh: '电话和户号都不能说明是这位客户，请写明如何确认（words）',
  en: 'Neither telephone nor household says that it is this customer; say how you know (words)',
});
