import { defineError, type Wording } from '../../shared/errors.ts';

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
  zh: '{month}的最后一期账单无法出具（{reason}），请先核对示数或电价',
  en: 'The final bill of {month} cannot be made ({reason}); look at readings and tariff first',
});
