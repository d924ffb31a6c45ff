import { AppError, internal, type Language, unavailable } from '../shared/errors.ts';

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
  const shown = error instanceof AppError ? error : databaseIsGone(error) ? unavailable() : internal();
  const details = shown.problems.map(problem => ({
    field: problem.field,
    rule: problem.rule,
    message: shown.fillIn(problem.message, language),
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

/** What `pg` throws while PostgreSQL is down or being started: no connection, or one that was cut. */
const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08001',
  '08003',
  '08006',
]);

function databaseIsGone(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    connectionCodes.has(code) ||
    /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)
  );
}
