import { defineError } from '../../shared/errors.ts';
import type { Refusal } from './case.ts';

export const caseNotFound = defineError('application-not-found', 404, {
  zh: '没有找到这个申请',
  en: 'There is no such application',
});
export const kindNotFound = defineError('application-kind-not-found', 404, {
  zh: '没有这项业务',
  en: 'There is no such kind of application',
});
export const kindHoles = defineError('application-kind-incomplete', 422, {
  zh: '业务定义不完整：{holes}',
  en: 'The definition has holes: {holes}',
});
export const kindVersionTaken = defineError('application-kind-version-taken', 409, {
  zh: '{code}的第{version}版已经存在，新的内容要用更高的版本号',
  en: 'Version {version} of {code} exists; new content needs a higher version',
});
export const accountNeeded = defineError('application-account-needed', 422, {
  zh: '请选择要办理业务的户号',
  en: 'Say which account it is about',
});
export const accountNotHere = defineError('application-account-not-yours', 403, {
  zh: '这项业务只能由已完整绑定该户号的人办理；在柜台须与户主留存的手机号或证件号一致',
  en: 'Only somebody bound in full to this account may apply for this; at the counter the phone or identity number on file has to match',
});
export const accountUnknown = defineError('application-account-unknown', 404, {
  zh: '没有找到这个户号，或该户号已经在您名下',
  en: 'There is no such account, or you hold it already',
});
export const accountBusy = defineError('application-account-busy', 409, {
  zh: '该户号已有一项过户或销户申请正在办理，办结或撤回后才能继续',
  en: 'A change of holder or the closing of this account is under way; this goes on once that has ended',
});
export const dayNotCome = defineError('application-day-not-come', 409, {
  zh: '申请的日期（{day}）还没有到',
  en: 'The day applied for ({day}) has not come yet',
});
export const notTemporary = defineError('application-not-temporary', 409, {
  zh: '该户号不是临时用电，不能办理延期',
  en: 'This is no temporary supply; there is nothing to extend',
});
export const openedByHall = defineError('application-opened-by-hall', 409, {
  zh: '这项业务由供电企业发起，不能撤回；需要继续用电的，请申请临时用电延期',
  en: 'The utility opened this and it cannot be withdrawn; apply for an extension if you still need the supply',
});
export const regionUnknown = defineError('application-region-unknown', 422, {
  zh: '没有这个供电区域',
  en: 'There is no such region of supply',
});
export const formIncomplete = defineError('application-form-incomplete', 422, {
  zh: '申请还缺少内容，请按提示补充',
  en: 'The application lacks something; see what is named',
});
export const formSettled = defineError('application-form-settled', 409, {
  zh: '申请已提交，内容不能自行修改；需要更正的，请联系客户经理退回补正',
  en: 'What was handed in stays as it is; ask your manager to return it if something has to be put right',
});
export const paperUnknown = defineError('application-paper-unknown', 404, {
  zh: '这项业务不需要这种资料',
  en: 'This kind of application asks for no such paper',
});
export const papersClosed = defineError('application-papers-closed', 409, {
  zh: '现在不能再上传资料',
  en: 'No papers can be handed in now',
});
export const papersAccepted = defineError('application-papers-accepted', 409, {
  zh: '资料已受理，不能取回；需要更正的，请更换为新的资料',
  en: 'These papers were accepted and stay with the application; hand in a better one in their place',
});
export const tooManyPapers = defineError('application-papers-full', 409, {
  zh: '一种资料最多{most}份，请先取回不需要的，或合并成一个PDF',
  en: 'At most {most} files of one paper: take back what is not needed, or put them into one PDF',
});
export const tooManyDrafts = defineError('application-drafts-full', 409, {
  zh: '您已有{most}个没有提交的申请，请先提交或删除一些',
  en: 'You have {most} applications that are not handed in; hand in or throw away some of them first',
});
export const certificateNeeded = defineError('application-certificate-needed', 422, {
  zh: '请先上传一份证件：{names}，其余资料可以后补',
  en: 'Hand in one certificate first: {names}; the rest may follow',
});
export const papersMissing = defineError('application-papers-missing', 409, {
  zh: '还缺资料：{names}。请一次性退回告知客户',
  en: 'Papers are missing: {names}. Tell the customer of all in one list',
});
export const inspectionMissing = defineError('application-inspection-missing', 409, {
  zh: '请先填写检验记录；合格才能通过，不合格须整改复验',
  en: 'Record the inspection first; only what has passed goes on, what has not is put right',
});
export const meterMissing = defineError('application-meter-missing', 409, {
  zh: '请先登记电能表和起始示数',
  en: 'Assign the meter with its first reading first',
});
export const meterHangsElsewhere = defineError('application-meter-in-use', 409, {
  zh: '这只电能表现在装在别处',
  en: 'This meter hangs somewhere else',
});
export const meterIncomplete = defineError('application-meter-incomplete', 422, {
  zh: '电能表登记不完整，请按提示补充',
  en: 'Something of the meter is missing; see what is named',
});
export const meterKnown = defineError('application-meter-known', 409, {
  zh: '这只电能表已建档：{digits}位，倍率{multiplier}，{zh}。请按铭牌核对后照此填写；档案有误的，先更正档案',
  en: 'This meter is on file: {digits} digits, ratio {multiplier}, {en} peak and valley. Check its plate and give the same; if the file is wrong, have it corrected first',
});
export const readingMissing = defineError('application-reading-missing', 409, {
  zh: '请先录入表底示数',
  en: 'Record the last reading first',
});
export const readingImpossible = defineError('application-reading-impossible', 422, {
  zh: '抄表日期要在{earliest}到{latest}之间，示数不能小于上次',
  en: 'The reading is of a day from {earliest} to {latest}, and not below the one before',
});
export const readingStands = defineError('application-reading-stands', 409, {
  zh: '{day}已有实抄示数{total}千瓦时（峰{peak}，谷{valley}），与填写的不同。请核对：按该示数填写，或先更正抄表记录',
  en: 'The meter has a reading of {day}: {total} kWh (peak {peak}, valley {valley}), not what is given here. Give that one, or have it corrected first',
});
export const readingBilled = defineError('application-reading-billed', 409, {
  zh: '账单{billNo}已按{day}的示数{total}千瓦时（峰{peak}，谷{valley}）计费，与填写的不同，以后的账单不会补平。请先冲正该账单',
  en: 'Bill {billNo} ended on {day} with {total} kWh (peak {peak}, valley {valley}), not what is given here, and no later one evens it out. Reverse it first',
});
export const visitMissing = defineError('application-visit-missing', 409, {
  zh: '请先登记已上门',
  en: 'Record first that somebody was there',
});
export const feesOpen = defineError('application-fees-open', 409, {
  zh: '业务费还没有缴清',
  en: 'The fees are not paid yet',
});
export const feesNotSet = defineError('application-fees-not-set', 409, {
  zh: '请先核定业务费',
  en: 'Set the fees first',
});
export const feeTooHigh = defineError('application-fee-too-high', 422, {
  zh: '金额超过了该项费用的上限',
  en: 'The sum is above the most that this fee may be',
});
export const feeFixed = defineError('application-fee-fixed', 409, {
  zh: '费用已经生成待缴，不能再改',
  en: 'The fee is owed already and its sum can no longer be changed',
});
export const notSigned = defineError('application-not-signed', 409, {
  zh: '合同还没有签订',
  en: 'The contract is not signed yet',
});
export const contractChanged = defineError('application-contract-changed', 409, {
  zh: '合同内容已更新，请重新阅读后签订',
  en: 'The contract has changed since you read it; read it again and sign',
});
export const signedAlready = defineError('application-signed-already', 409, {
  zh: '合同已签订，合同中写明的内容不能再退回修改；确需变更的，请客户撤回后重新申请',
  en: 'The contract is signed, and what it says is not changed any more; if it must be, the customer withdraws and applies anew',
});
export const noContract = defineError('application-no-contract', 404, {
  zh: '这个申请现在没有要签的合同',
  en: 'This application has no contract to be signed now',
});
export const signingNotOffered = defineError('application-signing-not-offered', 503, {
  zh: '现在不能在线签字，请到营业厅签订，或请客户经理上门签订',
  en: 'Contracts cannot be signed online now; sign at the business hall, or ask your manager to come',
});
export const noSuchSlot = defineError('application-no-such-slot', 409, {
  zh: '这个时段已约满或不可预约，请另选',
  en: 'That half day is full or not offered; please choose another',
});
export const shareLapsed = defineError('application-not-followed', 404, {
  zh: '链接已失效',
  en: 'This link has lapsed',
});
export const ownShare = defineError('application-own-share', 409, {
  zh: '您就是申请人，不需要用分享链接',
  en: 'You are the applicant and need no link',
});
export const appealTooLate = defineError('application-appeal-too-late', 409, {
  zh: '申诉期限已于{day}结束',
  en: 'An appeal was possible until {day}',
});
export const memberUnknown = defineError('application-member-unknown', 422, {
  zh: '没有这位可以办理业务的同事',
  en: 'There is no such colleague who may act',
});
export const teamUnknown = defineError('application-team-unknown', 422, {
  zh: '没有这个班组',
  en: 'There is no such team',
});
export const ownRefusal = defineError('application-own-refusal', 409, {
  zh: '这个申请是由这位同事不予办理的，申诉须由其他同事处理',
  en: 'This colleague refused the application; the appeal is for other eyes',
});
export const debtsOpen = defineError('application-debts-open', 409, {
  zh: '该户还有{count}笔费用没有结清，结清后才能办理',
  en: '{count} sums of this account are still open; they come first',
});
export const noEffect = defineError('application-no-effect', 409, {
  zh: '无法办理：{reason}',
  en: 'It cannot be done: {reason}',
});

const refused = (code: string, zh: string, en: string) => defineError(`application-${code}`, 409, { zh, en });

/** What the state machine says no to, in words. */
export const refusals: Record<Refusal, ReturnType<typeof defineError>> = {
  'not-a-draft': refused('not-a-draft', '这个申请已经提交', 'This application has been handed in already'),
  ended: refused('ended', '这个申请已经办结或还没有提交', 'This application has ended, or is a draft'),
  'taken-already': refused('taken-already', '已有同事接手这个申请', 'A colleague has taken this application'),
  'not-yours': refused(
    'not-yours',
    '这个申请不在您手里，请先接手或由经办人移交',
    'This is not in your hands: take it, or have it handed over',
  ),
  'customer-acts': refused('customer-acts', '现在等客户办理', 'The customer is to act now'),
  'utility-acts': refused(
    'utility-acts',
    '现在由我们办理，您无需操作',
    'We are to act now; nothing is wanted from you',
  ),
  'nothing-wanted': refused('nothing-wanted', '没有要您补充的内容', 'Nothing is wanted from you'),
  'no-such-move': refused('no-such-move', '这一步不能这样办理', 'This cannot be done at this step'),
  'already-decided': refused('already-decided', '这个申请已经有了结果', 'This has been decided'),
  'not-refused': refused(
    'not-refused',
    '只能对未通过的申请提出申诉',
    'Only a refusal can be appealed against',
  ),
  'appealed-already': refused(
    'appealed-already',
    '这个申请已经申诉过一次',
    'This has been appealed against once',
  ),
};
