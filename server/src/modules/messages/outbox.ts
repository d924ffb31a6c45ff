/** Effects on the outside world are written beside their cause and delivered afterwards, at least once. */

/** One effect to deliver. */
export interface Outgoing {
  id: number;
  kind: string;
  /** Equal keys are one effect: hand it to the receiver so that a second delivery does nothing. */
  dedupeKey: string;
  payload: unknown;
  /** This delivery included. */
  attempts: number;
}

/** Delivers one effect. Throwing means "try again later"; `Undeliverable` means "never". */
export type Deliver = (message: Outgoing, charged: Charged) => Promise<void>;
/** Says what the receiver takes for it, in thousandths of a fen. */
export type Charged = (milliFen: number) => void;

/** No repeat can help: a number that does not exist, a code that has lapsed. */
export class Undeliverable extends Error {
  override readonly name = 'Undeliverable';
}

export interface HandleOptions {
  /** What could not be delivered keeps its words, so that a person may have it sent again. */
  keepsWords?: boolean;
}

export interface Outbox {
  /** Says who delivers messages of a kind. A kind without a deliverer stays waiting. */
  handle(kind: string, deliver: Deliver, options?: HandleOptions): void;
  /** Delivers soon instead of at the next tick of the job; call it after the commit. Never throws. */
  nudge(): void;
}

export const maxAttempts = 12;
const firstPauseSeconds = 5;
const longestPauseSeconds = 3600;

/** Who has to say that it never arrived says it now. */
export const isLastTry = ({ attempts }: Pick<Outgoing, 'attempts'>): boolean => attempts >= maxAttempts;

/** Seconds until the next try after `attempts` failures: 5, 10, 20 … at most an hour. */
export function pauseAfter(attempts: number): number {
  return Math.min(firstPauseSeconds * 2 ** (attempts - 1), longestPauseSeconds);
}
