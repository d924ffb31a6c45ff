import { defineError } from '../../shared/errors.ts';

export const orderNotFound = defineError('repair-not-found', 404, {
  zh: '没有找到这个抢修工单',
  en: 'There is no such repair order',
});
export const repairActNotPossible = defineError('repair-act-not-possible', 409, {
  zh: '工单的当前状态不能进行此操作',
  en: 'This cannot be done to the order in its present state',
});
export const repairChanged = defineError('repair-changed', 409, {
  zh: '{who}刚刚处理过这个工单，请看最新内容后再操作',
  en: '{who} has just worked on this order; look at what is new and try again',
});
export const teamUnknown = defineError('repair-team-unknown', 422, {
  zh: '没有这支抢修队',
  en: 'There is no such team',
});
export const crewUnknown = defineError('repair-crew-unknown', 422, {
  zh: '没有这位抢修人员，请先添加角色为“抢修人员”的员工',
  en: 'There is no such member of a crew; add a member of staff with that role first',
});
export const teamBusy = defineError('repair-team-busy', 409, {
  zh: '{team}正在处理另一张工单',
  en: '{team} is busy with another order',
});
export const reasonMissing = defineError('repair-reason-missing', 422, {
  zh: '最近的空闲队伍是{team}；改派别的队伍请写明原因',
  en: 'The nearest free team is {team}; say why another one is sent',
});
export const notInFault = defineError('repair-report-not-in-fault', 422, {
  zh: '这个报修不在此故障中、已无人等待，或此故障只有这一个报修',
  en: 'This report is not part of the fault, is waited on no more, or is its only one',
});
