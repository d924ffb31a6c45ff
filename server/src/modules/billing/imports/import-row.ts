/** Rows of delivered files and what can be wrong with them. Pure. */
import { fill, type Wording } from '../../../shared/errors.ts';

/** What comes in by file and API. */
export const importKinds = [
  'accounts',
  'meters',
  'readings',
  'opening-energy',
  'grid-points',
  'grid-streets',
] as const;
export type ImportKind = (typeof importKinds)[number];

export interface RowProblem {
  /** Line of the file; the heading is line 1. Over the API: the place in the list, from 1. */
  line: number;
  field: string;
  rule: string;
  messageZh: string;
  messageEn: string;
}

export interface ImportResult {
  accepted: number;
  unchanged: number;
  rejected: number;
  errors: RowProblem[];
}

/** So many problems are kept with the import; all are counted. */
export const keptProblems = 1_000;

export const rules = {
  required: { zh: '必填', en: 'This is required' },
  'format-number': { zh: '应为数字，最多两位小数', en: 'Should be a number with at most two decimals' },
  'format-whole': { zh: '应为整数', en: 'Should be a whole number' },
  'format-date': { zh: '应为日期，如 2026-10-31', en: 'Should be a date such as 2026-10-31' },
  'format-phone': { zh: '应为11位手机号', en: 'Should be a mobile number of 11 digits' },
  'format-asset-no': {
    zh: '应为1至40位字母、数字、下划线或横线',
    en: 'Should be 1 to 40 letters, digits, underscores or hyphens',
  },
  'format-code': {
    zh: '应为1至40位字母、数字、下划线或横线',
    en: 'Should be 1 to 40 letters, digits, underscores or hyphens',
  },
  'format-degrees': {
    zh: '应为十进制度数，如 37.1940',
    en: 'Should be decimal degrees such as 37.1940',
  },
  'one-of': { zh: '不在允许的取值之内', en: 'Not one of the allowed values' },
  'too-long': { zh: '内容过长', en: 'Too long' },
  future: { zh: '日期晚于今天', en: 'The date lies in the future' },
  'unknown-meter': { zh: '没有这块电表', en: 'There is no such meter' },
  'not-installed': { zh: '该日此表未在运行', en: 'The meter was not installed on that day' },
  'beyond-register': { zh: '超出计度器位数', en: 'More than the register can show' },
  'registers-disagree': { zh: '峰谷之和与总电量不符', en: 'Peak and valley do not add up to the total' },
  changed: { zh: '该日已有不同的读数，未改动', en: 'A different reading stands for this day and was kept' },
  backwards: { zh: '读数小于前一次读数', en: 'Less than the reading before' },
  implausible: { zh: '与前一次读数相差过大', en: 'Too far from the reading before' },
  'after-next': { zh: '大于其后已有的读数', en: 'More than the reading after it' },
  'unknown-region': { zh: '没有这个地区', en: 'There is no such region' },
  'account-no': { zh: '户号不符合该地区规则', en: 'Not an account number of this region' },
  'unknown-account': { zh: '没有这个户号', en: 'There is no such account' },
  repeated: { zh: '文件中重复，内容不同', en: 'Repeated in the file with other contents' },
  'place-changed': {
    zh: '地址或类别与档案不同，未改动',
    en: 'Place or category differ from what is on file and were kept',
  },
  'holder-changed': {
    zh: '户主与档案不同；过户请用新合同编号',
    en: 'The holder differs; a move needs a new contract number',
  },
  kept: {
    zh: '与档案不同，未改动；请在工作台变更',
    en: 'Differs from what is on file, which was kept; change it in the staff view',
  },
  'supply-paused': {
    zh: '现户主已办暂停用电，请先按实抄示数办理恢复，再导入过户',
    en: 'Supply is paused by the present holder: resume it with what the meter reads, then bring the move',
  },
  'before-holder': {
    zh: '起始日期不晚于现户主的起始日期，或早于其用电结束日',
    en: 'Begins no later than the last holder did, or before that holder has left',
  },
  billed: {
    zh: '该日起已有账单（{bills}），未改动；请先按此顺序冲正',
    en: 'Days from that one on are billed and it was kept; reverse {bills} first, in this order',
  },
  'billed-otherwise': {
    zh: '账单 {bills} 按另一示数计到该日，未改动；请先冲正',
    en: 'Bill {bills} ends with another reading on that day and it was kept; reverse it first',
  },
  'year-unsettled': {
    zh: '账单 {bills} 按全年阶梯计费，原用户离户须清算当年阶梯，未改动；请先冲正',
    en: 'Bill {bills} gave who leaves the tiers of a longer year, which leaving settles, and it was kept; reverse it first',
  },
  'billed-elsewhere': {
    zh: '该日起已由启用前的系统计费，未改动',
    en: 'Days from that one on were billed by the system before this one, and it was kept',
  },
  'contract-taken': { zh: '合同编号已用于其他户', en: 'The contract number belongs to another account' },
  'meter-changed': {
    zh: '该表参数与档案不同，未改动',
    en: 'The meter differs from what is on file and was kept',
  },
  'meter-elsewhere': { zh: '该表装在别处', en: 'The meter hangs elsewhere' },
  'month-end': { zh: '应为某月的最后一天', en: 'Should be the last day of a month' },
  'no-holder': { zh: '该日没有用电户', en: 'Nobody held the account on that day' },
  'no-tiers': { zh: '该户的电价没有阶梯', en: 'The tariff of this account has no tiers' },
  'year-over': {
    zh: '阶梯年度到该日已结束',
    en: 'The tier year ends on that day, and no bill would count it',
  },
  'year-billed': {
    zh: '该阶梯年度已经出账，未改动；请先冲正这些账单',
    en: 'Bills of this tier year stand and it was kept; reverse them first',
  },
  'billed-here': {
    zh: '本系统已给该户出账，此后的电量不再由其他系统计费',
    en: 'This account is billed here already; no other system bills it any more',
  },
  'run-open': {
    zh: '该地区正在算费，请在算费完成或作废之前不要改动',
    en: 'A billing run of this region is open; finish or discard it first',
  },
  'too-much': { zh: '超过这段时间可能用到的电量', en: 'More than anybody can use in that time' },
  'unknown-point': { zh: '没有这个抢修点', en: 'There is no such grid point' },
  'team-taken': { zh: '该抢修队属于另一个抢修点', en: 'The team belongs to another grid point' },
  'before-meter': { zh: '安装日期早于现有电表', en: 'Installed before the present meter' },
} satisfies Record<string, Wording>;

export type Rule = keyof typeof rules;

export function problem(
  line: number,
  field: string,
  rule: Rule,
  params: Record<string, string> = {},
): RowProblem {
  const { zh, en } = rules[rule];
  return { line, field, rule, messageZh: fill(zh, params), messageEn: fill(en, params) };
}

/** Gathers what became of the rows. */
export interface Tally extends ImportResult {
  reject(problem: RowProblem): void;
}

export function createTally(): Tally {
  return {
    accepted: 0,
    unchanged: 0,
    rejected: 0,
    errors: [],
    reject(found) {
      this.rejected += 1;
      if (this.errors.length < keptProblems) this.errors.push(found);
    },
  };
}
