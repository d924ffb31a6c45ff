/** What somebody writes about, as far as the words say; a person judges it anew (`change-kind`). Pure. */
import type { CaseKind, ComplaintClass } from './case-kinds.ts';

/** 没电, 没有电; not 没有电费账单, 没有电子发票, 没电话. */
const noPower = '没有?电(?![话费子表价器脑视梯压能邮])';

/** Politeness and questions say less of what it is about than a fault does, and an accusation more. */
const signs: readonly [RegExp, CaseKind][] = [
  [/举报/, 'misconduct'],
  [/投诉|complain/i, 'complaint'],
  [new RegExp(`报修|${noPower}|停了电|停着电|断电|跳闸|outage|no power`, 'i'), 'repair'],
  [/建议(?!.{0,4}(快|尽快))|suggest/i, 'suggestion'],
  [/停电/, 'repair'],
  [/表扬|感谢信|感谢.{0,12}(师傅|人员|员工|员|客服|服务)/, 'praise'],
];
/** 请问明天停电吗 asks; nobody has to go out for it. 停电了，什么时候来电？ tells of what is. */
const asks = /请问|吗|[?？]/;
const faultNow = new RegExp(
  [
    `报修|${noPower}|停了电|停着电|断电了|跳闸|no power|outage (here|since)|there is an outage`,
    '停电了(?![吗么没])|(已经|一直|正在|还在|又|突然)停电|停电.{0,6}(小时|分钟|天了|半天)',
  ].join('|'),
  'i',
);
const classSigns: readonly [RegExp, ComplaintClass][] = [
  [/停电|断电|复电/, 'outage'],
  [/电压|闪烁/, 'quality'],
  [/电费|账单|缴费|违约金|电表/, 'business'],
  [/施工|电杆|线路|变压器/, 'grid'],
];

export function kindOfWords(text: string): { kind: CaseKind; complaintClass?: ComplaintClass } {
  const found = signs.filter(([sign]) => sign.test(text)).map(([, kind]) => kind);
  const kind = found[0] ?? 'enquiry';
  if (kind === 'complaint')
    return { kind, complaintClass: classSigns.find(([sign]) => sign.test(text))?.[1] ?? 'service' };
  // Of a fault that is there somebody says so; what may come is asked about.
  if (kind === 'repair' && asks.test(text) && !faultNow.test(text)) return { kind: 'enquiry' };
  return { kind };
}
