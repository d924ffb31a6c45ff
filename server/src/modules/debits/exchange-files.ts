/** Files to and from banks by SFTP (channel README, section 5). A file is there once, whatever was cut off. */
import { z } from 'zod';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Job } from '../../infra/jobs.ts';
import { keepFile } from '../../infra/kept-file.ts';
import type { Logger } from '../../infra/logging.ts';
import { type RemoteFiles, withSftp } from '../../infra/sftp.ts';
import { type Deliver, Undeliverable } from '../messages/index.ts';
import type { BatchDebit } from '../payments/index.ts';
import type { BatchesRepository } from './batches.repository.ts';
import type { Bank, Banks } from './manage-banks.ts';
import { openContent } from './run-batch.ts';
import type { TakeFile } from './take-file.ts';

export interface ExchangeDependencies {
  batches: BatchesRepository;
  banks: Banks;
  format: BatchDebit;
  takeFile: TakeFile;
  cipher: FieldCipher;
  clock: Clock;
  crashPoints: CrashPoints;
  logger: Logger;
}

const Payload = z.object({ name: z.string() });
/** A result of 1000 rows has about 120 KB, a day of a million debits some 90 MB. What is larger is refused unread (README, section 5). */
const largestBytes = { result: 1024 * 1024, day: 256 * 1024 * 1024 };
const longestFetchMs = 600_000;

/** Delivers `debit-file`: looks first whether it is there, so that a repeat sends nothing. */
export function sendDebitFile({ batches, banks, cipher, clock, crashPoints }: ExchangeDependencies): Deliver {
  return async ({ payload }) => {
    const parsed = Payload.safeParse(payload);
    const file = parsed.success ? await batches.findFile(parsed.data.name) : undefined;
    if (!file) throw new Undeliverable('no such debit file');
    if (file.status !== 'written') return;
    if (clock.now() >= file.deadline) throw new Undeliverable('its deadline has passed');
    const [bank, sealed] = await Promise.all([banks.find(file.bankCode), batches.contentOf(file.id)]);
    if (!bank.sftp || !sealed) throw new Undeliverable('the bank takes files by hand');
    const bytes = openContent(sealed, cipher);
    const folder = bank.sftp.folder;
    await withSftp(bank.sftp, remote => putOnce(remote, `${folder}/upload`, file.name, bytes));
    crashPoints.reach('debit-file-uploaded');
    await batches.sent(file.id, clock.now());
  };
}

async function putOnce(remote: RemoteFiles, folder: string, name: string, bytes: Buffer): Promise<void> {
  for (const place of [`${folder}/${name}`, `${folder}/done/${name}`]) {
    const size = await remote.sizeOf(place);
    if (size === bytes.length) return;
    if (size !== undefined) throw new Error(`${name} lies at the bank with another size`);
  }
  await remote.write(`${folder}/${name}.tmp`, bytes);
  await remote.rename(`${folder}/${name}.tmp`, `${folder}/${name}`);
}

export function fetchResultsJob(dependencies: ExchangeDependencies): Job {
  const { banks, logger } = dependencies;
  return {
    name: 'fetch-debit-results',
    lane: 'books',
    everySeconds: 60,
    async run(signal) {
      for (const bank of await banks.opened()) {
        if (signal.aborted || !bank.sftp || !bank.row.active) continue;
        // One bank that cannot be reached does not hold up the others.
        await fetchFrom(bank, dependencies).catch(error =>
          logger.warn({ bank: bank.row.code, err: error }, 'debit results not fetched'),
        );
      }
    },
  };
}

async function fetchFrom(bank: Bank, dependencies: ExchangeDependencies): Promise<void> {
  const folder = `${bank.sftp!.folder}/download`;
  const work = async (remote: RemoteFiles) => {
    for (const { name, size } of await remote.list(folder)) {
      const named = dependencies.format.kindOf(name);
      if (!named) continue;
      const isTooLarge = size > largestBytes[named.kind];
      // Nor does one file hold up the others of its bank.
      await fetchFile(remote, folder, { name, isTooLarge }, bank, dependencies).catch(error =>
        dependencies.logger.error(
          { bank: bank.row.code, name, err: error },
          'file of a debit bank not taken',
        ),
      );
    }
  };
  await withSftp(bank.sftp!, work, longestFetchMs);
}

async function fetchFile(
  remote: RemoteFiles,
  folder: string,
  { name, isTooLarge }: { name: string; isTooLarge: boolean },
  bank: Bank,
  { takeFile, logger }: ExchangeDependencies,
): Promise<void> {
  const take = async () => {
    const kept = await keepFile({ content: remote.read(`${folder}/${name}`) });
    return takeFile.take(bank.row.code, name, kept, 'sftp').finally(kept.remove);
  };
  const taken = await (isTooLarge ? takeFile.refuseUnread(bank.row.code, name, 'sftp') : take());
  if (taken.outcome === 'refused')
    logger.error({ bank: bank.row.code, ...taken }, 'file of a debit bank refused');
  else await remote.rename(`${folder}/${name}`, `${folder}/done/${name}`);
}
