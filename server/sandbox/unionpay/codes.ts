/** Reply codes of the gateway in use here, with the words it gives them. */
const WORDS: Record<string, string> = {
  '00': '成功[0000000]',
  '01': '交易失败。详情请咨询95516[0000001]',
  '02': '系统未开放或暂时关闭，请稍后再试[0000002]',
  '03': '交易通讯超时，请发起查询交易[0000003]',
  '04': '交易状态未明，请查询对账结果[0000004]',
  '05': '交易已受理，请稍后查询交易结果[0000005]',
  '10': '报文格式错误[1000010]',
  '11': '验证签名失败[1000011]',
  '12': '重复交易[1000012]',
  '13': '报文交易要素缺失[1000013]',
  '31': '商户状态不正确[1000031]',
  '33': '交易金额超限[1000033]',
  '34': '查无此交易[2600000]',
  '35': '原交易不存在或状态不正确[1000035]',
  '36': '与原交易信息不符[1000036]',
  '39': '交易不在受理时间范围内[1000039]',
  '64': '卡上的余额不足[6100051]',
  '98': '文件不存在[1000098]',
};

export const wordsOf = (respCode: string): string => WORDS[respCode] ?? WORDS['01']!;

/** A refusal by one of the codes. */
export class UnionpayError extends Error {
  readonly respCode: string;

  constructor(respCode: string, message = wordsOf(respCode)) {
    super(message);
    this.respCode = respCode;
  }
}

/** 10 with the field named, as the gateway does. */
export const malformed = (field: string): UnionpayError =>
  new UnionpayError('10', `Field value format error[${field}]，报文格式错误[5100030]`);
export const missing = (field: string): UnionpayError =>
  new UnionpayError('13', `报文交易要素缺失[${field}][1000013]`);
