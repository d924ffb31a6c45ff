import type { Answer } from './answers.ts';

/** Debits and credits both as positive sums. */
export type TrialBalance = Answer<'GET /staff/ledger/trial-balance'>;
/** Debits are positive. */
export type PostingLine = Answer<'GET /staff/ledger/postings'>['postings'][number];
