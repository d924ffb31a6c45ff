import { createHash } from 'node:crypto';
import { faultDelay } from '../faults/timing.ts';
import type { Sandbox } from '../sandbox.ts';
import { businessDate, compact } from '../state/beijing-time.ts';
import { randomDigits } from '../state/ids.ts';
import type { FaultRule } from '../state/records.ts';
import { sealedFile } from '../state/sealed-file.ts';
import { dayFile } from './day-file.ts';
import { type FileTree, fileTree } from './file-tree.ts';
import { judge, type RequestFile, type RequestRow } from './request-file.ts';

/** Reasons of refused rows; a bank account that ends in one of them is answered so. */
const REASONS: Record<string, string> = {
  '1001': '余额不足',
  '1002': '账号不存在',
  '1003': '户名不符',
  '1004': '账户已销户',
  '1005': '账户已冻结',
  '1006': '协议不存在',
  '1007': '超过限额',
  '1008': '未处理',
  '1999': '其他原因',
};

const occasion = (name: string) => ({
  gateway: 'debit-bank' as const,
  on: 'notify-result',
  outTradeNo: name,
});

/** A request file has arrived complete: worked off a little later, unless that is left to the control. */
export function arrived(sandbox: Sandbox, path: string): void {
  const name = /^\/upload\/(DKREQ_[^/]+\.txt)$/.exec(path)?.[1];
  const { bankAutomatic, bankDelayMs } = sandbox.settings();
  if (name && bankAutomatic) sandbox.later(bankDelayMs, () => workOff(sandbox, name));
}

/** Takes a request to `/upload/done` and answers it; false when there is no such file. */
export function workOff(sandbox: Sandbox, name: string): boolean {
  const files = fileTree(sandbox);
  const content = files.read(`/upload/${name}`);
  if (!content) return false;
  const digest = createHash('sha256').update(content).digest('hex');
  const known = sandbox.store.get('bankBatch', name);
  files.rename(`/upload/${name}`, `/upload/done/${name}`);
  // The same file again was worked off before: nothing is taken twice.
  if (known?.digest === digest) return true;
  const judged = known ? { fileCode: '2004' } : judge(name, content, sandbox.keys.debitBank);
  const late = 'request' in judged && judged.request.deadline < compact(new Date());
  const fileCode = 'request' in judged ? (late ? '2006' : '0000') : judged.fileCode;
  if (!known) {
    const takenAt = new Date().toISOString();
    sandbox.store.put('bankBatch', name, { name, digest, takenAt, fileCode, answered: false });
  }
  const result =
    'request' in judged && !late ? resultOf(sandbox, judged.request) : refusalOf(sandbox, name, fileCode);
  answer(sandbox, name, result);
  return true;
}

type Cell = string | number;
interface Result {
  header: Cell[];
  rows: Cell[][];
}

const headerOf = (sandbox: Sandbox, parts: readonly string[], fileCode: string): Cell[] => {
  const { bank, utility } = sandbox.keys.debitBank;
  const date = businessDate(new Date()).replaceAll('-', '');
  return ['0', 'DKRES', '1.0', bank, utility, date, parts[1] ?? '', parts[2] ?? '', fileCode];
};

function refusalOf(sandbox: Sandbox, name: string, fileCode: string): Result {
  const [, , , batch = '000000', file = '000'] = name.replace('.txt', '').split('_');
  return { header: headerOf(sandbox, ['', batch, file], fileCode), rows: [] };
}

function resultOf(sandbox: Sandbox, request: RequestFile): Result {
  const rows = request.rows.map(row => decide(sandbox, row));
  return { header: headerOf(sandbox, request.parts, '0000'), rows };
}

/** All or nothing of one row; what is taken stands in the day file. */
function decide(sandbox: Sandbox, row: RequestRow): Cell[] {
  const now = new Date();
  const code = Object.keys(REASONS).find(one => row.account.endsWith(one)) ?? '0000';
  const common = ['1', row.seq, row.debitNo, row.mandateNo, row.amount, code];
  if (code !== '0000') return [...common, '', compact(now), REASONS[code]!];
  const date = businessDate(now).replaceAll('-', '');
  const serial = `${date.slice(2)}${randomDigits(8)}`;
  sandbox.store.put('bankEntry', serial, {
    serial,
    debitNo: row.debitNo,
    mandateNo: row.mandateNo,
    amount: Number(row.amount),
    type: 'D',
    at: now.toISOString(),
    date,
  });
  return [...common, serial, compact(now), ''];
}

function answer(sandbox: Sandbox, name: string, result: Result): void {
  const rule = sandbox.faults.take('delivery', occasion(name));
  if (rule) sandbox.faults.done(occasion(name), rule.fault);
  // `drop`: the money is taken, and no result comes; `/control/bank/answer` brings it.
  sandbox.store.put('bankResult', name, { name, result });
  if (rule?.fault === 'drop') return;
  if (rule?.fault === 'delay') sandbox.later(faultDelay(rule, 2000), () => deliverResult(sandbox, name));
  else deliverResult(sandbox, name, rule);
}

/** Writes the result file; also again, after one that was spoilt. False when there is none. */
export function deliverResult(sandbox: Sandbox, name: string, lie?: FaultRule): boolean {
  const kept = sandbox.store.get('bankResult', name);
  if (!kept) return false;
  const rule = sandbox.faults.take('attempt', occasion(name));
  if (rule) sandbox.faults.done(occasion(name), rule.fault);
  const { header, rows } = spoilt(kept.result, lie);
  const taken = rows.filter(row => row[5] === '0000');
  const sum = taken.reduce((all, row) => all + BigInt(row[4]!), 0n).toString();
  const { keyId, keys } = sandbox.keys.debitBank;
  const key = rule?.fault === 'forged-signature' ? 'F'.repeat(32) : keys[keyId]!;
  const content = sealedFile([header, ...rows], [rows.length, taken.length, sum], { keyId, key });
  const whole = rule?.fault === 'malformed' ? content.subarray(0, content.length / 2) : content;
  put(fileTree(sandbox), `/download/${name.replace('DKREQ', 'DKRES')}`, whole);
  const batch = sandbox.store.get('bankBatch', name);
  if (batch) sandbox.store.put('bankBatch', name, { ...batch, answered: true });
  return true;
}

/** `wrong-amount`: one row says another sum, everything else agrees with it. */
function spoilt(result: Result, lie?: FaultRule): Result {
  if (lie?.fault !== 'wrong-amount') return result;
  const at = result.rows.findIndex(row => row[5] === '0000');
  const rows = result.rows.map((row, position) =>
    position === at
      ? row.map((cell, column) => (column === 4 ? Number(cell) + (lie.deltaFen ?? 1) : cell))
      : row,
  );
  return { ...result, rows };
}

function put(files: FileTree, path: string, content: Buffer): void {
  files.write(`${path}.tmp`, content);
  files.rename(`${path}.tmp`, path);
}

/** What moved on the clearing account on a date (`YYYYMMDD`), put into `/download`. */
export function writeDayFile(sandbox: Sandbox, date: string): { name: string; content: Buffer } {
  const entries = sandbox.store
    .all('bankEntry')
    .filter(entry => entry.date === date)
    .sort((a, b) => a.at.localeCompare(b.at));
  const file = dayFile(sandbox.keys.debitBank, date, entries);
  put(fileTree(sandbox), `/download/${file.name}`, file.content);
  return file;
}

/** The bank gives a customer's money back (R), for example after a complaint; undefined: no such debit. */
export function giveBack(sandbox: Sandbox, serial: string): string | undefined {
  const debit = sandbox.store.get('bankEntry', serial);
  if (debit?.type !== 'D') return undefined;
  const now = new Date();
  const date = businessDate(now).replaceAll('-', '');
  const own = `${date.slice(2)}${randomDigits(8)}`;
  sandbox.store.put('bankEntry', own, { ...debit, serial: own, type: 'R', at: now.toISOString(), date });
  return own;
}

/** Takes up request files that arrived before the process ended. */
export function resumeBank(sandbox: Sandbox): void {
  for (const file of sandbox.store.all('bankFile')) arrived(sandbox, file.path);
}
