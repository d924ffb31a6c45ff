import { businessDate, civil } from '../state/beijing-time.ts';
import { feeOf, fenToYuan, fenToYuan5 } from '../state/money.ts';
import type { WechatOrder, WechatRefund } from '../state/records.ts';
import type { Store } from '../state/store.ts';
import { billFile } from './bill-file.ts';

export type BillType = 'ALL' | 'SUCCESS' | 'REFUND';

/** The widest row; each bill type leaves columns out. */
const COLUMNS = [
  '交易时间',
  '公众账号ID',
  '商户号',
  '特约商户号',
  '设备号',
  '微信订单号',
  '商户订单号',
  '用户标识',
  '交易类型',
  '交易状态',
  '付款银行',
  '货币种类',
  '应结订单金额',
  '代金券金额',
  '退款申请时间',
  '退款成功时间',
  '微信退款单号',
  '商户退款单号',
  '退款金额',
  '充值券退款金额',
  '退款类型',
  '退款状态',
  '商品名称',
  '商户数据包',
  '手续费',
  '费率',
  '订单金额',
  '申请退款金额',
  '费率备注',
] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

const REFUND_TIMES = ['退款申请时间', '退款成功时间'];
const REFUND_ONLY = [
  ...REFUND_TIMES,
  '微信退款单号',
  '商户退款单号',
  '退款金额',
  '充值券退款金额',
  '退款类型',
  '退款状态',
  '申请退款金额',
];

/** 27 columns for ALL, 20 for SUCCESS, 29 for REFUND. */
function columnsOf(type: BillType): readonly (typeof COLUMNS)[number][] {
  if (type === 'REFUND') return COLUMNS;
  const hidden = type === 'ALL' ? REFUND_TIMES : REFUND_ONLY;
  return COLUMNS.filter(column => !hidden.includes(column));
}

const SUMMARY = [
  '总交易单数',
  '应结订单总金额',
  '退款总金额',
  '充值券退款总金额',
  '手续费总金额',
  '订单总金额',
  '申请退款总金额',
];

interface Line {
  at: Date;
  row: Row;
  paid: number;
  refund: number;
  fee: number;
}

/** The trade bill of a business day, or undefined when nothing happened on it. */
export function tradeBill(store: Store, date: string, type: BillType): Buffer | undefined {
  const lines: Line[] = [];
  for (const order of store.all('wechatOrder')) {
    if (order.paidAt && type !== 'REFUND' && businessDate(new Date(order.paidAt)) === date) {
      lines.push(paymentLine(order));
    }
    if (
      order.paidAt &&
      order.revokedAt &&
      type !== 'SUCCESS' &&
      businessDate(new Date(order.revokedAt)) === date
    ) {
      lines.push(revokedLine(order));
    }
  }
  for (const refund of store.all('wechatRefund')) {
    if (type === 'SUCCESS' || businessDate(new Date(refund.createdAt)) !== date) continue;
    lines.push(refundLine(store.get('wechatOrder', refund.outTradeNo)!, refund));
  }
  if (lines.length === 0) return undefined;
  // Newest first, as the gateway lists them.
  lines.sort((a, b) => b.at.getTime() - a.at.getTime());
  const columns = columnsOf(type);
  const sum = (pick: (line: Line) => number): number => lines.reduce((total, line) => total + pick(line), 0);
  return billFile(
    columns,
    lines.map(({ row }) => columns.map(column => row[column])),
    SUMMARY,
    [
      String(lines.length),
      fenToYuan(sum(line => line.paid)),
      fenToYuan(sum(line => line.refund)),
      '0.00',
      fenToYuan5(sum(line => line.fee)),
      fenToYuan(sum(line => line.paid)),
      fenToYuan(sum(line => line.refund)),
    ],
  );
}

function commonRow(order: WechatOrder, at: Date): Row {
  const row = Object.fromEntries(COLUMNS.map(column => [column, ''])) as Row;
  return {
    ...row,
    交易时间: civil(at),
    公众账号ID: order.appid,
    商户号: order.mchid,
    特约商户号: '0',
    微信订单号: order.transactionId!,
    商户订单号: order.outTradeNo,
    用户标识: order.openid!,
    交易类型: order.tradeType,
    付款银行: order.bankType!,
    货币种类: 'CNY',
    代金券金额: '0.00',
    充值券退款金额: '0.00',
    商品名称: order.description,
    商户数据包: order.attach ?? '',
    费率: '0.60%',
  };
}

function paymentLine(order: WechatOrder): Line {
  const at = new Date(order.paidAt!);
  const fee = feeOf(order.total);
  const row: Row = {
    ...commonRow(order, at),
    交易状态: 'SUCCESS',
    应结订单金额: fenToYuan(order.total),
    微信退款单号: '0',
    商户退款单号: '0',
    退款金额: '0.00',
    手续费: fenToYuan5(fee),
    订单金额: fenToYuan(order.total),
    申请退款金额: '0.00',
  };
  return { at, row, paid: order.total, refund: 0, fee };
}

/** A reversal of a paid order stands like a refund of the whole, with a state of its own. */
function revokedLine(order: WechatOrder): Line {
  const at = new Date(order.revokedAt!);
  const fee = -feeOf(order.total);
  const row: Row = {
    ...commonRow(order, at),
    交易状态: 'REVOKED',
    应结订单金额: '0.00',
    退款申请时间: civil(at),
    退款成功时间: civil(at),
    微信退款单号: order.revokeId!,
    商户退款单号: order.outTradeNo,
    退款金额: fenToYuan(order.total),
    退款类型: 'ORIGINAL',
    退款状态: 'SUCCESS',
    手续费: fenToYuan5(fee),
    订单金额: '0.00',
    申请退款金额: fenToYuan(order.total),
  };
  return { at, row, paid: 0, refund: order.total, fee };
}

const STATUS_IN_BILL = { PROCESSING: 'PROCESSING', SUCCESS: 'SUCCESS', ABNORMAL: 'CHANGE', CLOSED: 'FAIL' };

/** Refund rows carry the time at which the refund was asked for, whenever the money moved. */
function refundLine(order: WechatOrder, refund: WechatRefund): Line {
  const at = new Date(refund.createdAt);
  const fee = -feeOf(refund.refund);
  const row: Row = {
    ...commonRow(order, at),
    交易状态: 'REFUND',
    应结订单金额: '0.00',
    退款申请时间: civil(at),
    退款成功时间: refund.status === 'SUCCESS' ? civil(new Date(refund.settledAt!)) : '',
    微信退款单号: refund.refundId,
    商户退款单号: refund.outRefundNo,
    退款金额: fenToYuan(refund.refund),
    退款类型: 'ORIGINAL',
    退款状态: STATUS_IN_BILL[refund.status],
    手续费: fenToYuan5(fee),
    订单金额: '0.00',
    申请退款金额: fenToYuan(refund.refund),
  };
  return { at, row, paid: 0, refund: refund.refund, fee };
}
