import { defineError } from '../../shared/errors.ts';

export const chatNotFound = defineError('chat-not-found', 404, {
  zh: '没有找到这个会话',
  en: 'There is no such conversation',
});
export const outsideHours = defineError('chat-outside-hours', 409, {
  zh: '现在不是人工服务时间（{from}–{until}），您可以留言，我们会作为诉求办理并答复',
  en: 'Nobody is here now ({from}–{until}); leave a message and we answer it as a case',
});
export const insideHours = defineError('chat-inside-hours', 409, {
  zh: '现在是人工服务时间，请直接发起会话',
  en: 'Somebody is here now; start a conversation',
});
export const chatClosed = defineError('chat-closed', 409, {
  zh: '这个会话已经结束，请重新发起',
  en: 'This conversation has ended; please start another',
});
export const tooFast = defineError('chat-too-fast', 429, {
  zh: '您发得太快了，每分钟最多{most}条，请稍后再发',
  en: 'Too fast: {most} messages a minute at most; please wait a little',
});
export const tooManyChats = defineError('chat-too-many', 429, {
  zh: '您今天发起的会话已较多，请稍后再试，或拨打{hotline}',
  en: 'You have started many conversations today; try later, or call {hotline}',
});
export const takenAlready = defineError('chat-taken', 409, {
  zh: '这个会话已由{who}接待',
  en: 'This conversation has been taken by {who}',
});
export const notYours = defineError('chat-not-yours', 409, {
  zh: '会话现由{who}接待，请先转接',
  en: '{who} has this conversation; have it handed over first',
});
export const actNotPossible = defineError('chat-act-not-possible', 409, {
  zh: '会话的当前状态不能进行此操作',
  en: 'This cannot be done to the conversation in its present state',
});
export const noSuchColleague = defineError('chat-no-colleague', 422, {
  zh: '没有这位可以接待的同事',
  en: 'There is no such colleague who may talk with customers',
});
export const ratedAlready = defineError('chat-rated', 409, {
  zh: '这次服务已经评价过，或者还不能评价',
  en: 'This conversation has been rated already, or cannot be rated yet',
});
export const ticketRefused = defineError('chat-ticket-refused', 401, {
  zh: '连接凭证无效或已过期，请重新连接',
  en: 'The ticket is not valid or has expired; please connect again',
});
export const householdUnknown = defineError('chat-household-not-found', 404, {
  zh: '没有找到这个户号',
  en: 'There is no such account',
});
export const frameWrong = defineError('chat-frame', 400, {
  zh: '消息格式有误',
  en: 'The message is not of a form that is known',
});
