/** How the cases are played on one channel: through its stand-in, over its own wire, against the running hall. */
import type { CaseId } from './cases.ts';

export interface ChannelDriver {
  /** Each plays its case and fails by throwing, as any test does. Afterwards the books must agree. */
  play: Partial<Record<CaseId, () => Promise<void>>>;
  /** Everything kept beside the books that does not agree with them. */
  differences(): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Starts the hall, and what stands in for the other side. One of them serves all cases of a channel, or of one choice in it. */
export type OpenDriver = (channel: string, choice?: string) => Promise<ChannelDriver>;
