/**
 * What went wrong between us and a gateway.
 * - `rejected`: the gateway answered, verifiably, that it will not do it;
 * - `unreachable`: no reply in time; what it did is not known;
 * - `bad-signature`: the message is not proved to be the gateway's;
 * - `bad-response`: proved or not, the message cannot be read, or speaks of something else than was asked.
 */
export type ChannelProblem = 'rejected' | 'unreachable' | 'bad-signature' | 'bad-response';

/** Thrown by gateway clients. `code` is the gateway's own word (`ORDER_NOT_EXIST`), or ours; it holds no personal data. */
export class ChannelError extends Error {
  readonly problem: ChannelProblem;
  readonly code: string;

  constructor(problem: ChannelProblem, code: string, message = code, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ChannelError';
    this.problem = problem;
    this.code = code;
  }
}
