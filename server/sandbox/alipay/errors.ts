/** A refusal as the OpenAPI gateway words it. `extra` stands beside it in the node, as some calls do. */
export class AlipayError extends Error {
  readonly code: string;
  readonly subCode: string;
  readonly extra: Record<string, string>;

  constructor(code: string, subCode: string, subMessage: string, extra: Record<string, string> = {}) {
    super(subMessage);
    this.code = code;
    this.subCode = subCode;
    this.extra = extra;
  }

  node(): Record<string, string> {
    const { code, subCode, message, extra } = this;
    return { code, msg: MESSAGES[code] ?? '', sub_code: subCode, sub_msg: message, ...extra };
  }
}

const MESSAGES: Record<string, string> = {
  '20000': 'Service Currently Unavailable',
  '40001': 'Missing Required Arguments',
  '40002': 'Invalid Arguments',
  '40004': 'Business Failed',
  '40005': 'Call Limited',
  '40006': 'Insufficient Permissions',
};

export const missing = (name: string): AlipayError =>
  new AlipayError('40001', `isv.missing-${name}`, `缺少${name}参数`);
export const invalid = (name: string, message: string): AlipayError =>
  new AlipayError('40002', `isv.invalid-${name}`, message);
export const business = (subCode: string, message: string, extra?: Record<string, string>): AlipayError =>
  new AlipayError('40004', subCode, message, extra);

export const tradeMissing = (outTradeNo?: string): AlipayError =>
  business('ACQ.TRADE_NOT_EXIST', '交易不存在', outTradeNo ? { out_trade_no: outTradeNo } : {});
export const invalidParameter = (field: string): AlipayError =>
  business('ACQ.INVALID_PARAMETER', `参数无效：${field}`);
export const statusError = (): AlipayError => business('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');
