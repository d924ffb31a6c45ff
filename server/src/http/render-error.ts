import { AppError, fill, internal, type Language } from '../shared/errors.ts';

export interface ErrorBody {
  error: string;
  message: string;
  details: { field: string; rule: string; message: string }[];
  requestId: string;
}

/** What the caller sees. An error that is not ours shows only the request id. */
export function renderError(
  error: unknown,
  language: Language,
  requestId: string,
): { status: number; body: ErrorBody } {
  const shown = error instanceof AppError ? error : internal();
  const details = shown.problems.map(problem => ({
    field: problem.field,
    rule: problem.rule,
    message: fill(problem.message[language], shown.params),
  }));
  return {
    status: shown.status,
    body: { error: shown.code, message: shown.say(language), details, requestId },
  };
}

/** `Accept-Language` beginning with English asks for English; everything else is answered in Chinese. */
export function languageOf(header: string | undefined): Language {
  return /^\s*en\b/i.test(header ?? '') ? 'en' : 'zh';
}
