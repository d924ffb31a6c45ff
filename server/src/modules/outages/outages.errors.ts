import { defineError } from '../../shared/errors.ts';

export const outageNotFound = defineError('outage-not-found', 404, {
  zh: '没有找到这次停电',
  en: 'There is no such outage',
});
export const actNotPossible = defineError('outage-act-not-possible', 409, {
  zh: '停电的当前状态不能进行此操作',
  en: 'This cannot be done to the outage in its present state',
});
export const timesWrong = defineError('outage-times-wrong', 422, {
  zh: '恢复时间必须晚于停电时间，且晚于现在',
  en: 'The end must be later than the beginning, and later than now',
});
export const placesMissing = defineError('outage-places-missing', 422, {
  zh: '请至少选择一个台区、楼栋或户号',
  en: 'Choose at least one transformer area, building or account',
});
export const placeUnknown = defineError('outage-place-unknown', 422, {
  zh: '没有找到台区、楼栋或户号：{place}',
  en: 'There is no such area, building or account: {place}',
});
export const noticeTooLate = defineError('outage-notice-too-late', 409, {
  zh: '计划停电须提前{hours}小时公告，最迟应在{latest}前发布；如确需发布，请申请例外并由另一人批准',
  en: 'A planned outage is announced {hours} hours ahead, by {latest} at the latest; to publish nevertheless, ask for an exception that another person approves',
});
export const importantTooLate = defineError('outage-important-too-late', 409, {
  zh: '临时停电须提前{hours}小时通知重要用户，最迟应在{latest}前发布；如确需发布，请申请例外并由另一人批准',
  en: 'Important users are told of a temporary outage {hours} hours ahead, by {latest} at the latest; to publish nevertheless, ask for an exception that another person approves',
});
export const notAgreed = defineError('outage-not-agreed', 409, {
  zh: '还有{count}个大客户没有同意停电时间；请等待答复，或申请例外并由另一人批准',
  en: '{count} large customers have not agreed to the time; wait for their answers, or ask for an exception that another person approves',
});
export const onlyPlannedNegotiated = defineError('outage-only-planned-negotiated', 409, {
  zh: '只有计划停电需要与大客户协商',
  en: 'Only planned outages are negotiated',
});
export const nobodyToAsk = defineError('outage-nobody-to-ask', 409, {
  zh: '停电范围内没有大客户，无需协商',
  en: 'No large customer is concerned; there is nothing to negotiate',
});
export const startMoved = defineError('outage-start-moved', 409, {
  zh: '已经停电，只能更改预计恢复时间',
  en: 'The power is off already; only the expected end can change',
});
export const nothingChanged = defineError('outage-nothing-changed', 409, {
  zh: '没有更改，无需再次通知',
  en: 'Nothing has changed; nobody needs to be told again',
});
export const overrideNotNeeded = defineError('outage-override-not-needed', 409, {
  zh: '这条规定已经满足，不需要例外',
  en: 'This rule is kept; no exception is needed',
});
export const overrideAsked = defineError('outage-override-asked', 409, {
  zh: '这条规定的例外已在等待批准',
  en: 'An exception to this rule is waiting for a decision already',
});
export const overrideNotFound = defineError('outage-override-not-found', 404, {
  zh: '没有找到待批准的例外',
  en: 'There is no such exception waiting for a decision',
});
export const ownOverride = defineError('outage-own-override', 409, {
  zh: '例外须由申请人以外的人批准',
  en: 'An exception is decided by another person than the one who asked',
});
export const proposalNotFound = defineError('outage-proposal-not-found', 404, {
  zh: '没有找到这个停电协商',
  en: 'There is no such proposal',
});
export const proposalAnswered = defineError('outage-proposal-answered', 409, {
  zh: '这一轮已经答复，请等待供电公司的下一步',
  en: 'This round has been answered; the utility will come back to you',
});
export const restoredAtWrong = defineError('outage-restored-at-wrong', 422, {
  zh: '恢复时间必须在停电开始之后，且不晚于现在',
  en: 'The power came back after it went off and not later than now',
});
export const ruleInThePast = defineError('outage-rule-in-the-past', 409, {
  zh: '生效时间不能早于现在：已经发布的停电不能改规则',
  en: 'A rule cannot begin in the past: what was announced keeps its rules',
});
export const buildingNotConcerned = defineError('outage-building-not-concerned', 404, {
  zh: '这栋楼不在此次停电范围内',
  en: 'This building is not concerned by the outage',
});
