/**
 * A batch: the bills of a bank's mandates are chosen and locked in one transaction, then written as files, then sent. Cut off
 * anywhere, the jobs find what is planned, written or out.
 */
import { createHash } from 'node:crypto';
import type { StaffActor } from '../../http/access.ts';
import type { Verdict } from '../../http/decision-body.ts';
import { pageAndOne } from '../../http/page-and-one.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Job } from '../../infra/jobs.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { addDays, businessDate, startOfDay } from '../../shared/dates.ts';
import { fen } from '../../shared/money.ts';
import type { BatchDebit } from '../payments/index.ts';
import type { BatchesRepository, FileRow } from './batches.repository.ts';
import { debitFileNotFound, debitFileNotWritten, refusals } from './debits.errors.ts';
import type { Banks } from './manage-banks.ts';

export interface RunDependencies {
  batches: BatchesRepository;
  banks: Banks;
  format: BatchDebit;
  cipher: FieldCipher;
  clock: Clock;
  crashPoints: CrashPoints;
  audit: Audit;
  nudge(): void;
}

/** Until noon of the third day the bank may answer; then the bills are let go. */
const deadlineDays = 3;
const noonMs = 12 * 3_600_000;
const writeAtOnce = 50;

export function createRunBatch(dependencies: RunDependencies) {
  const { batches, banks, cipher, clock, audit, nudge } = dependencies;

  async function writePlanned(): Promise<void> {
    for (;;) {
      const files = await batches.planned(writeAtOnce);
      for (const file of files) await writeFile(file, dependencies);
      if (files.length > 0) nudge();
      if (files.length < writeAtOnce) return;
    }
  }

  async function findFile(name: string): Promise<FileRow> {
    const file = await batches.findFile(name);
    if (!file) throw debitFileNotFound();
    return file;
  }

  return {
    async start(bankCode: string, actor: StaffActor, requestId: string) {
      const bank = await banks.find(bankCode);
      const now = clock.now();
      const on = businessDate(now);
      const batch = {
        bankCode: bank.row.code,
        on,
        now,
        deadline: new Date(startOfDay(addDays(on, deadlineDays)).getTime() + noonMs),
        by: actor.username,
        maxRows: dependencies.format.maxRows,
      };
      const starting = batches.start(batch, ({ batchNo, rows, totalFen, files }) => ({
        actor: staffName(actor),
        action: 'debit-batch.start',
        subject: `debit-batch:${bankCode}-${batchNo}`,
        detail: { rows, totalFen, files },
        requestId,
      }));
      const { batchNo, rows, totalFen, files } = await refusals(starting);
      await writePlanned();
      return { batchNo, rows, totalFen, files };
    },

    async preview(bankCode: string) {
      const bank = await banks.find(bankCode);
      const now = clock.now();
      return { bankCode: bank.row.code, ...(await batches.preview(bankCode, businessDate(now), now)) };
    },

    async files(filter: Parameters<BatchesRepository['files']>[0], page: number, pageSize: number) {
      const rows = await pageAndOne((at, size) => batches.files(filter, at, size), page, pageSize);
      const waiting = filter.status === 'expired' ? await batches.expired() : null;
      return { files: rows.slice(0, pageSize), page, hasMore: rows.length > pageSize, waiting };
    },

    slice: batches.files,

    async readFile(name: string) {
      const file = await findFile(name);
      return { ...file, items: await batches.items(file.id) };
    },

    /** For carrying it to the bank by hand. */
    async download(name: string, actor: StaffActor, requestId: string): Promise<Buffer> {
      const file = await findFile(name);
      const sealed = await batches.contentOf(file.id);
      if (!sealed) throw debitFileNotWritten();
      await audit.record({
        actor: staffName(actor),
        action: 'debit-file.download',
        subject: `debit-file:${name}`,
        detail: { rows: file.rows, sha256: file.sha256 },
        requestId,
      });
      await batches.sent(file.id, clock.now());
      return openContent(sealed, cipher);
    },

    /** The bank has said that it took nothing of a file whose result never came: one person says so, another confirms. */
    async askRelease(name: string, reason: string, actor: StaffActor, requestId: string): Promise<void> {
      const file = await findFile(name);
      const by = staffName(actor);
      const subject = `debit-file:${name}`;
      const entry = { actor: by, action: 'debit-file.ask-release', subject, detail: { reason }, requestId };
      await refusals(batches.askRelease(file.id, by, reason, entry));
    },

    async decideRelease(
      name: string,
      { approve, note }: Verdict,
      actor: StaffActor,
      requestId: string,
    ): Promise<void> {
      const file = await findFile(name);
      const by = staffName(actor);
      const action = approve ? 'debit-file.release' : 'debit-file.reject-release';
      const detail = { askedBy: file.releaseAskedBy, reason: file.releaseReason, approvalNote: note };
      const entry = { actor: by, action, subject: `debit-file:${name}`, detail, requestId };
      await refusals(batches.decideRelease(file.id, approve, by, entry));
    },

    jobs: [
      { name: 'write-debit-files', lane: 'books', everySeconds: 30, run: writePlanned },
      {
        name: 'expire-debit-files',
        lane: 'books',
        everySeconds: 60,
        run: async () => void (await batches.expire(clock.now())),
      },
    ] satisfies Job[],
  };
}

export type RunBatch = ReturnType<typeof createRunBatch>;

async function writeFile(
  file: FileRow,
  { batches, banks, format, cipher, crashPoints }: RunDependencies,
): Promise<void> {
  const bank = await banks.find(file.bankCode);
  const rows = (await batches.rowsOf(file.id)).map(({ accountEnc, holderNameEnc, amountFen, ...row }) => ({
    ...row,
    amountFen: fen(amountFen),
    bankAccount: cipher.decrypt(accountEnc),
    holderName: cipher.decrypt(holderNameEnc),
  }));
  const { on, batchNo, fileNo, deadline } = file;
  const head = { bank: file.bankCode, utility: bank.row.utilityCode, on, batchNo, fileNo };
  const bytes = format.writeRequest({ ...head, deadline, rows }, bank.keys[0]!);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await batches.written(file.id, sealContent(bytes, cipher), sha256, bank.sftp ? file.name : null);
  crashPoints.reach('debit-file-written');
}

/** Files hold bank accounts and names: kept encrypted. */
export const sealContent = (bytes: Buffer, cipher: FieldCipher) => cipher.encrypt(bytes.toString('base64'));
export const openContent = (sealed: Uint8Array, cipher: FieldCipher) =>
  Buffer.from(cipher.decrypt(sealed), 'base64');
