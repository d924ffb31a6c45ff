import { defineError, type Wording } from '../../shared/errors.ts';
import type { BillException } from './draft-bill.ts';

/** What a person may let through in a run is no obstacle; what a run finds changed as it issues cannot be. */
export type FinalBillObstacle =
  | Exclude<
      BillException,
      'spike' | 'large-first-bill' | 'zero-use' | 'pause-changed' | 'basis-changed' | 'holder-changed'
    >
  | 'year-unsettled';

export const billNotFound = defineError('bill-not-found', 404, {
  zh: '没有找到这张账单',
  en: 'There is no such bill',
});
export const billReversed = defineError('bill-reversed', 409, {
  zh: '这张账单已经冲正',
  en: 'This bill has already been reversed',
});
export const billBroughtForward = defineError('bill-brought-forward', 409, {
  zh: '这张账单是启用前结清的历史账单，不能冲正',
  en: 'This bill was settled before the books began and cannot be reversed',
});
export const nextBillFirst = defineError('next-bill-first', 409, {
  zh: '下一张账单 {next} 从这张账单的估算示数开始计费，请先冲正它',
  en: 'The next bill, {next}, begins at the estimate that this one ends with; reverse that one first',
});
export const runNotFound = defineError('billing-run-not-found', 404, {
  zh: '没有找到这次算费',
  en: 'There is no such billing run',
});
export const runOpen = defineError('billing-run-open', 409, {
  zh: '该地区该月已有未完成的算费',
  en: 'A billing run of this region and month is still open',
});
export const runState = defineError('billing-run-state', 409, {
  zh: '当前状态（{status}）不能进行此操作',
  en: 'Not possible while the run is {status}',
});
export const monthNotOver = defineError('month-not-over', 409, {
  zh: '{month} 尚未结束，不能算费',
  en: '{month} is not over and cannot be billed yet',
});
export const monthsSkipped = defineError('months-skipped', 409, {
  zh: '该地区还没有出 {months} 的账。先出 {month}，以后补出时多数住户要先冲正后面的账单。请先出 {months}；确实要跳过的，请确认后再提交',
  en: '{months} has not been billed in this region. Billed after {month}, most households would need their later bill reversed first. Bill {months} first, or confirm that it is to be skipped',
});
export const regionUnknown = defineError('region-unknown', 404, {
  zh: '没有这个地区',
  en: 'There is no such region',
});
export const secondPerson = defineError('second-person-needed', 403, {
  zh: '创建人不能审批，请另一位同事审批',
  en: 'Whoever created the run may not approve it; ask a colleague',
});
export const draftNotAcceptable = defineError('draft-not-acceptable', 409, {
  zh: '该户没有可以放行的异常',
  en: 'This household has no exception that can be accepted',
});
const ofFile = (rule: string, message: Wording) => ({ problems: [{ field: 'body', rule, message }] });
export const emptyFile = defineError(
  'file-empty',
  400,
  { zh: '文件没有内容', en: 'The file is empty' },
  ofFile('required', { zh: '请选择有内容的文件', en: 'Choose a file that holds something' }),
);
export const fileUnreadable = defineError(
  'file-unreadable',
  400,
  {
    zh: '文件第{line}行不是有效的 CSV(UTF-8)',
    en: 'Line {line} of the file is not valid CSV (UTF-8)',
  },
  ofFile('csv', {
    zh: '请另存为 UTF-8 编码的 CSV 后重新上传',
    en: 'Save it as CSV in UTF-8 and bring it again',
  }),
);
export const columnsMissing = defineError(
  'columns-missing',
  400,
  { zh: '文件缺少列：{columns}', en: 'The file lacks these columns: {columns}' },
  ofFile('columns', { zh: '第一行须写明各列的名称', en: 'The first line must name the columns' }),
);
export const importNotFound = defineError('import-not-found', 404, {
  zh: '没有找到这次导入',
  en: 'There is no such import',
});
export const importRunning = defineError('import-running', 409, {
  zh: '另一份同类数据正在导入，请稍后再试',
  en: 'Another import of this kind is running; try again later',
});
export const finalBillImpossible = defineError('final-bill-impossible', 409, {
  zh: '{month} 的账单无法出具：{reason}',
  en: 'The bill of {month} cannot be made: {reason}',
});

/** Why a final bill cannot be made, and what to do about it. `waitsFor` is the month or bill that comes first. */
export const whyNoFinalBill: Record<FinalBillObstacle, Wording> = {
  'no-meter': {
    zh: '当月有几天没有装表记录，请先补全装表记录',
    en: 'no meter is on record for some of its days; complete the records first',
  },
  'missing-reading': {
    zh: '缺少抄表示数，也无法估算，请先补抄',
    en: 'a reading is missing and cannot be estimated; bring it first',
  },
  negative: {
    zh: '示数倒走或用电量超出可能，请先核对示数',
    en: 'its readings run backwards or further than can be; look at them first',
  },
  'no-tariff': {
    zh: '没有适用的电价，请先发布电价',
    en: 'no tariff is in force; publish it first',
  },
  'no-time-of-use-register': {
    zh: '该户执行分时电价，但没有峰谷示数，请先补抄峰谷示数',
    en: 'the household has time of use and the reading has no valley; bring it first',
  },
  'days-billed': {
    zh: '这些日子已计入另一户主的账单 {waitsFor}，请先冲正',
    en: 'the bill {waitsFor} of another holder covers these days; reverse it first',
  },
  'earlier-month': {
    zh: '{waitsFor} 尚未出账，请先出该月的账',
    en: '{waitsFor} has not been billed; bill it first',
  },
  'later-month': {
    zh: '之后的账单 {waitsFor} 从另一示数起算，或按另一电量累计阶梯，请先冲正',
    en: 'the later bill {waitsFor} begins at another reading or counted other energy; reverse it first',
  },
  'year-unsettled': {
    zh: '账单 {waitsFor} 按全年阶梯计费，离户须清算当年阶梯，请先冲正',
    en: 'the bill {waitsFor} gave the tiers of a longer year, which leaving settles; reverse it first',
  },
};
