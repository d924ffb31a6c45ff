/** What somebody writes about, as far as the words say; a person judges it anew. Pure. */
import type { CaseKind, ComplaintClass } from './case-kinds.ts';

const signs: readonly [RegExp, CaseKind][] = [
  [/举报/, 'misconduct'],
  [/投诉|complain/i, 'complaint'],
  [/建议|suggest/i, 'suggestion'],
  [/表扬|感谢/, 'praise'],
  [/报修|停电|断电|没电|outage|no power/i, 'repair'],
];
const classSigns: readonly [RegExp, ComplaintClass][] = [
  [/停电|断电|复电/, 'outage'],
  [/电压|闪烁/, 'quality'],
  [/电费|账单|缴费|违约金|电表/, 'business'],
  [/施工|电杆|线路|变压器/, 'grid'],
];

export function kindOfWords(text: string): { kind: CaseKind; complaintClass?: ComplaintClass } {
  const kind = signs.find(([sign]) => sign.test(text))?.[1] ?? 'enquiry';
  if (kind !== 'complaint') return { kind };
  return { kind, complaintClass: classSigns.find(([sign]) => sign.test(text))?.[1] ?? 'service' };
}
