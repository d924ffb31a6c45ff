import type { ApiProblem } from '@api/types';

/** Why a request did not succeed, in terms a page can show. */
export class HallError extends Error {
  readonly status: number;
  /** The server's code; `unreachable` when no answer came, so that nobody knows whether it was done. */
  readonly code: string;
  readonly requestId: string | null;
  readonly details: ApiProblem['details'];

  private constructor(
    status: number,
    code: string,
    message: string,
    requestId: string | null,
    details: ApiProblem['details'],
  ) {
    super(message);
    this.name = 'HallError';
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.details = details;
  }

  static unreachable(): HallError {
    return new HallError(0, 'unreachable', '', null, []);
  }

  static answered(status: number, problem: Partial<ApiProblem> | null | undefined): HallError {
    const { error = 'internal', message = '', requestId = null, details = [] } = problem ?? {};
    return new HallError(status, error, message, requestId, details);
  }

  get unreachable(): boolean {
    return this.status === 0;
  }

  /** Nobody knows whether the server did it: no answer, or one from something in between. */
  get outcomeUnknown(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

export function asHallError(error: unknown): HallError {
  return error instanceof HallError ? error : HallError.answered(500, null);
}
