import iconv from 'iconv-lite';
import { businessDate, civil } from '../state/beijing-time.ts';
import { feeOf, fenToYuan } from '../state/money.ts';
import type { AlipayRefund, AlipayTrade } from '../state/records.ts';
import type { Store } from '../state/store.ts';
import { zip } from './zip.ts';

const COLUMNS = [
  '支付宝交易号',
  '商户订单号',
  '业务类型',
  '商品名称',
  '创建时间',
  '完成时间',
  '门店编号',
  '门店名称',
  '操作员',
  '终端号',
  '对方账户',
  '订单金额（元）',
  '商家实收（元）',
  '支付宝红包（元）',
  '集分宝（元）',
  '支付宝优惠（元）',
  '商家优惠（元）',
  '券核销金额（元）',
  '券名称',
  '商家红包消费金额（元）',
  '卡消费金额（元）',
  '退款批次号/请求号',
  '服务费（元）',
  '分润（元）',
  '备注',
];
const SUMMARY_COLUMNS = [
  '门店编号',
  '门店名称',
  '交易订单总笔数',
  '退款订单总笔数',
  '订单金额（元）',
  '商家实收（元）',
  '支付宝优惠（元）',
  '商家优惠（元）',
  '卡消费金额（元）',
  '服务费（元）',
  '分润（元）',
  '实收净额（元）',
];

interface Line {
  at: Date;
  /** Negative for a refund. */
  amount: number;
  cells: string[];
}

/** Zip of the two GBK files of a day (`2016-04-05`) or month (`2016-04`); undefined when there is nothing in it. */
export function tradeBill(store: Store, sellerId: string, period: string): Buffer | undefined {
  const lines = linesOf(store).filter(line => businessDate(line.at).startsWith(period));
  if (lines.length === 0) return undefined;
  const account = `${sellerId}0156`;
  const stem = `${account}_${period.replaceAll('-', '')}_业务明细`;
  return zip([
    { name: gbk(`${stem}.csv`), content: gbk(details(lines, account, period)) },
    { name: gbk(`${stem}(汇总).csv`), content: gbk(summary(lines, account, period)) },
  ]);
}

const gbk = (text: string): Buffer => iconv.encode(text, 'gbk');

function linesOf(store: Store): Line[] {
  const lines: Line[] = [];
  for (const trade of store.all('alipayTrade')) {
    if (!trade.paidAt) continue;
    lines.push(line(trade, new Date(trade.paidAt), trade.total));
    for (const refund of store.ofTrade('alipayRefund', trade.outTradeNo)) {
      if (refund.movedAt) lines.push(line(trade, new Date(refund.movedAt), -refund.amount, refund));
    }
  }
  return lines.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Numbers and times end in a tab, which keeps spreadsheets from mangling them. */
function line(trade: AlipayTrade, at: Date, amount: number, refund?: AlipayRefund): Line {
  const fee = amount < 0 ? feeOf(-amount) : -feeOf(amount);
  const cells = [
    `${trade.tradeNo}\t`,
    `${trade.outTradeNo}\t`,
    refund ? '退款' : '交易',
    trade.subject.replaceAll(',', ' '),
    `${civil(new Date(trade.openedAt!))}\t`,
    `${civil(at)}\t`,
    '',
    '',
    '',
    '',
    '*三(138****0000)',
    fenToYuan(amount),
    fenToYuan(amount),
    '0.00',
    '0.00',
    '0.00',
    '0.00',
    '0.00',
    '',
    '0.00',
    '0.00',
    refund ? `${refund.outRequestNo}\t` : '',
    fenToYuan(fee),
    '0.00',
    refund?.reason?.replaceAll(',', ' ') ?? '',
  ];
  return { at, amount, cells };
}

const RULE = '-'.repeat(41);

function heading(title: string, account: string, period: string): string[] {
  const { from, to } = boundsOf(period);
  return [`#${title}`, `#账号：[${account}]`, `#起始日期：[${long(from)}]   终止日期：[${long(to)}]`];
}

function boundsOf(period: string): { from: Date; to: Date } {
  const day = period.length === 10;
  const from = new Date(`${day ? period : `${period}-01`}T00:00:00+08:00`);
  const [year = 0, month = 1] = period.split('-').map(Number);
  return {
    from,
    to: day ? new Date(from.getTime() + 86_400_000) : new Date(Date.UTC(year, month, 1) - 8 * 3600_000),
  };
}

const long = (at: Date): string => civil(at).replace(/^(\d+)-(\d+)-(\d+)/, '$1年$2月$3日');

/** Made once, at nine on the next day: whoever fetches it again gets the same bytes. */
const exported = (period: string): string =>
  `#导出时间：[${long(new Date(boundsOf(period).to.getTime() + 9 * 3600_000))}]`;

const total = (lines: Line[]): string => fenToYuan(lines.reduce((sum, { amount }) => sum + amount, 0));

function details(lines: Line[], account: string, period: string): string {
  const payments = lines.filter(({ amount }) => amount > 0);
  const refunds = lines.filter(({ amount }) => amount < 0);
  return [
    ...heading('支付宝业务明细查询', account, period),
    `#${RULE}业务明细列表${RULE}`,
    COLUMNS.join(','),
    ...lines.map(({ cells }) => cells.join(',')),
    `#${RULE}业务明细列表结束${RULE}`,
    `#交易合计：${payments.length}笔，商家实收共${total(payments)}元，商家优惠共0.00元`,
    `#退款合计：${refunds.length}笔，商家实收退款共${total(refunds)}元，商家优惠退款共0.00元`,
    exported(period),
    '',
  ].join('\r\n');
}

function summary(lines: Line[], account: string, period: string): string {
  const refunds = lines.filter(({ amount }) => amount < 0);
  const sum = total(lines);
  const fee = lines.reduce((all, { amount }) => all + (amount < 0 ? feeOf(-amount) : -feeOf(amount)), 0);
  const net = fenToYuan(lines.reduce((all, { amount }) => all + amount, 0) + fee);
  const cells = [
    `${lines.length - refunds.length}`,
    `${refunds.length}`,
    sum,
    sum,
    '0.00',
    '0.00',
    '0.00',
    fenToYuan(fee),
    '0.00',
    net,
  ];
  return [
    ...heading('支付宝业务汇总查询', account, period),
    `#${RULE}业务汇总列表${RULE}`,
    SUMMARY_COLUMNS.join(','),
    ['', '', ...cells].join(','),
    ['合计', '', ...cells].join(','),
    `#${RULE}业务汇总列表结束${RULE}`,
    exported(period),
    '',
  ].join('\r\n');
}
