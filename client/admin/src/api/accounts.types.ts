import type { Answer } from './answers.ts';

export type AccountsFound = Answer<'GET /staff/accounts'>;
export type AccountRow = AccountsFound['accounts'][number];
export type AccountFile = Answer<'GET /staff/accounts/:accountNo'>;
export type FileBill = AccountFile['bills'][number];
export type FilePayment = AccountFile['payments'][number];
export type FileBinding = AccountFile['bindings'][number];
export type Revealed = Answer<'POST /staff/accounts/:accountNo/reveal'>;
