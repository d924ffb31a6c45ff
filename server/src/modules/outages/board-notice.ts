/** What a building's notice says, for the page and for the PDF. It names no household unless the utility lists homes, and never a debt. */
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Wording } from '../../shared/errors.ts';
import { maskName } from '../../shared/mask.ts';
import type { OutageKind, OutageStatus } from './outage.ts';
import type { OutageRow } from './outages.repository.ts';
import type { BoardHome } from './resident-outages.repository.ts';

export interface BoardNotice {
  utility: Wording;
  hotline: string;
  outage: OutageRow;
  /** Null on the page of the whole outage. */
  building: { premisesId: number; name: string } | null;
  homes: { accountNoMasked: string; nameMasked: string }[];
  pageUrl: string;
}

export const noticeTitles: Record<OutageKind, Wording> = {
  planned: { zh: '计划停电公告', en: 'Planned outage' },
  temporary: { zh: '临时停电公告', en: 'Temporary outage' },
  fault: { zh: '故障停电公告', en: 'Power fault' },
};

/** What has become of it, where that is not what was first announced. */
export const noticeStates: Partial<Record<OutageStatus, Wording>> = {
  changed: { zh: '时间已变更', en: 'Time changed' },
  cancelled: { zh: '已取消，正常供电', en: 'Cancelled: supply goes on' },
  'under-way': { zh: '正在停电', en: 'Under way' },
  restored: { zh: '已恢复供电', en: 'Power is back' },
  closed: { zh: '已恢复供电', en: 'Power is back' },
};

export const noticeWords = {
  from: { zh: '停电时间', en: 'From' },
  until: { zh: '预计恢复', en: 'Expected back' },
  reason: { zh: '停电原因', en: 'Reason' },
  area: { zh: '停电范围', en: 'Area' },
  building: { zh: '楼栋', en: 'Building' },
  number: { zh: '停电编号', en: 'Number' },
  restored: { zh: '恢复时间', en: 'Back at' },
  prepare: {
    zh: '请提前做好准备，关闭电器开关。送电可能提前，停电期间请视线路为带电。给您带来不便，敬请谅解。',
    en: 'Please prepare and switch appliances off. Power may come back early: treat all lines as live. We are sorry for the trouble.',
  },
  hotline: { zh: '服务热线', en: 'Hotline' },
  homes: { zh: '涉及住户', en: 'Homes' },
  pdf: { zh: '下载 PDF', en: 'PDF' },
  buildings: { zh: '按楼栋打印公告', en: 'Notices by building' },
  earlier: { zh: '前面的楼栋', en: 'Buildings before' },
  further: { zh: '更多楼栋', en: 'Further buildings' },
  unknown: { zh: '没有找到这次停电', en: 'There is no such outage' },
  list: { zh: '停电信息', en: 'Outages' },
  none: { zh: '近期没有停电安排', en: 'No outages are announced' },
  scan: { zh: '扫码看最新情况', en: 'Scan for the latest' },
} satisfies Record<string, Wording>;

/** The tail of the number is enough for those who live there. */
export function showBoardHome({ accountNo, nameEnc }: BoardHome, cipher: FieldCipher) {
  return {
    accountNoMasked: `${'*'.repeat(Math.max(0, accountNo.length - 4))}${accountNo.slice(-4)}`,
    nameMasked: maskName(cipher.decrypt(nameEnc)),
  };
}
