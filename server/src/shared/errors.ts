/** Every text a user may see in an error, Chinese first. `{name}` is filled from the error's params. */
export interface Wording {
  zh: string;
  en: string;
}

export type Language = keyof Wording;

/** One thing wrong with one field of the input. `rule` is a stable word for programs, `message` is for people. */
export interface FieldProblem {
  field: string;
  rule: string;
  message: Wording;
}

export interface ErrorDefinition {
  code: string;
  status: number;
  wording: Wording;
  /** True when operators should hear of it. */
  report: boolean;
}

/** A wording is filled in the language of the text around it. */
type Params = Record<string, string | number | Wording>;

/** An error that is shown to the caller. Anything else that is thrown becomes a plain 500 with a request id. */
export class AppError extends Error {
  readonly definition: ErrorDefinition;
  readonly params: Params;
  readonly problems: FieldProblem[];

  constructor(
    definition: ErrorDefinition,
    params: Params = {},
    problems: FieldProblem[] = [],
    cause?: unknown,
  ) {
    super(definition.code, { cause });
    this.name = 'AppError';
    this.definition = definition;
    this.params = params;
    this.problems = problems;
  }

  get code(): string {
    return this.definition.code;
  }

  get status(): number {
    return this.definition.status;
  }

  say(language: Language): string {
    return this.fillIn(this.definition.wording, language);
  }

  fillIn(wording: Wording, language: Language): string {
    const values = Object.entries(this.params).map(([name, value]) => [
      name,
      typeof value === 'object' ? value[language] : value,
    ]);
    return fill(wording[language], Object.fromEntries(values));
  }
}

/** Declares an error once; call the result to make one: `throw billNotFound({ billNo })`. */
export function defineError(
  code: string,
  status: number,
  wording: Wording,
  /** @param options.problems what is wrong with the input, where every such error says the same of it */
  options: { report?: boolean; problems?: FieldProblem[] } = {},
) {
  const definition: ErrorDefinition = { code, status, wording, report: options.report ?? status >= 500 };
  const make = (params: Params = {}, problems: FieldProblem[] = options.problems ?? [], cause?: unknown) =>
    new AppError(definition, params, problems, cause);
  return Object.assign(make, { definition });
}

export function fill(text: string, params: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}

export const badRequest = defineError('bad-request', 400, {
  zh: '请求内容有误',
  en: 'The request is not valid',
});
export const unauthenticated = defineError('unauthenticated', 401, {
  zh: '请先登录',
  en: 'Please sign in first',
});
export const forbidden = defineError('forbidden', 403, {
  zh: '您没有权限进行此操作',
  en: 'You may not do this',
});
export const notFound = defineError('not-found', 404, { zh: '没有找到', en: 'Not found' });
export const conflict = defineError('conflict', 409, {
  zh: '与当前状态冲突，请刷新后重试',
  en: 'This conflicts with the current state; refresh and try again',
});
export const tooLarge = defineError('too-large', 413, { zh: '请求内容过大', en: 'The request is too large' });
export const tooMany = defineError('too-many-requests', 429, {
  zh: '操作过于频繁，请{seconds}秒后再试',
  en: 'Too many tries; try again in {seconds} seconds',
});
export const unavailable = defineError('unavailable', 503, {
  zh: '系统正在恢复，请稍后再试；已经支付的钱不会丢失',
  en: 'We are recovering; please try again shortly. Money already paid is not lost',
});
export const internal = defineError('internal', 500, {
  zh: '系统繁忙，请稍后再试',
  en: 'Something went wrong on our side; please try again later',
});
