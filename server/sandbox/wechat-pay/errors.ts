/** A refusal as WeChat Pay v3 words it: HTTP status, `code`, `message`, sometimes `detail`. */
export class WechatError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: unknown;

  constructor(status: number, code: string, message: string, detail?: unknown) {
    super(message);
    this.status = status;
    this.code = code;
    this.detail = detail;
  }

  body(): string {
    const { code, message, detail } = this;
    return JSON.stringify(detail === undefined ? { code, message } : { code, detail, message });
  }
}

export const parameterError = (field: string, value: unknown, issue: string): WechatError =>
  new WechatError(
    400,
    'PARAM_ERROR',
    `输入源“/body${field}”映射到字段“${field.slice(1)}”规则校验失败，${issue}`,
    {
      field,
      value: value ?? '',
      issue,
      location: 'body',
    },
  );

export const signError = (message: string, detail?: unknown): WechatError =>
  new WechatError(401, 'SIGN_ERROR', message, detail);

export const orderMissing = (): WechatError => new WechatError(404, 'ORDER_NOT_EXIST', '订单不存在');
export const refundMissing = (): WechatError => new WechatError(404, 'RESOURCE_NOT_EXISTS', '退款单不存在');
export const invalidRequest = (message: string): WechatError =>
  new WechatError(400, 'INVALID_REQUEST', message);
