/**
 * What went wrong when a platform was asked who is signing in.
 * - `invalid-code`: wrong, used or expired; the client asks its platform for another.
 * - `not-offered`: this installation has no such app.
 * - `unavailable`: the platform did not answer, or not sensibly; try again.
 */
export type SignInProblem = 'invalid-code' | 'not-offered' | 'unavailable';

export class SignInFailure extends Error {
  readonly problem: SignInProblem;

  constructor(problem: SignInProblem, detail: string, options?: ErrorOptions) {
    super(`${problem}: ${detail}`, options);
    this.name = 'SignInFailure';
    this.problem = problem;
  }
}
