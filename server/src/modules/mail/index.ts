import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import { rawKeptDays, sealRaw } from '../../infra/sealed-raw.ts';
import type { Audit } from '../../shared/audit.ts';
import type { CasesModule } from '../cases/index.ts';
import type { Outbox } from '../messages/index.ts';
import { createHandleMail } from './handle-mail.ts';
import { createMailRepository } from './mail.repository.ts';
import { mailRoutes } from './mail.routes.ts';
import { readMailbox } from './mailbox.ts';
import { replyKind } from './reply-number.ts';
import { createSendReply, queueReply } from './send-reply.ts';
import { setAsideRoutes } from './set-aside.routes.ts';
import type { CaseMailSettings } from './settings.ts';
import { createUndeliveredRepository } from './undelivered.repository.ts';
import { undeliveredRoutes } from './undelivered.routes.ts';

export interface MailDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  logger: Logger;
  cases: Pick<CasesModule, 'intake' | 'onAnswer'>;
  outbox: Outbox;
  settings: CaseMailSettings;
  smtpUrl: string | undefined;
  utilityName(): Promise<{ zh: string }>;
  audit: Audit;
  nudge(): void;
  /** To messages: a mail server's report of what came to nobody. */
  mailReturned(raw: Buffer): Promise<void>;
}

export function createMailModule(dependencies: MailDependencies): {
  routes: Route[];
  jobs: Job[];
  stop(): void;
} {
  const { db, clock, cipher, logger, cases, outbox, settings, smtpUrl, utilityName, audit, nudge } =
    dependencies;
  const { CASE_MAIL_IMAP_URL: imapUrl, CASE_MAIL_FROM: from, CASE_MAIL_AUTHSERV: authserv } = settings;
  const { intake } = cases;
  const mails = createMailRepository(db.pool);
  const undelivered = createUndeliveredRepository(db.pool);
  const handleMails = createHandleMail({ ...dependencies, mails, undelivered, intake, authserv });
  const sending =
    smtpUrl && from ? createSendReply({ smtpUrl, from, mails, intake, cipher, utilityName }) : undefined;
  if (sending) outbox.handle(replyKind, sending.deliver, { keepsWords: true });
  cases.onAnswer((tx, answer) => queueReply(tx, answer, cipher));

  /** Stored as it came, then handled: what is in the table is not lost, whatever happens to the mailbox. */
  async function run(signal: AbortSignal): Promise<void> {
    if (imapUrl)
      await readMailbox(
        imapUrl,
        await mails.cursor(),
        ({ uidValidity, uid, raw, cut }) =>
          mails.store({ uidValidity, uid, rawEnc: sealRaw(raw, cipher), cut, at: clock.now() }),
        signal,
      ).catch(error => logger.warn({ err: error }, 'the mailbox could not be read'));
    await handleMails(signal);
    const keptSince = new Date(clock.now().getTime() - rawKeptDays * 86_400_000);
    await mails.forget(keptSince);
    await undelivered.forget(keptSince);
  }

  return {
    routes: [
      ...mailRoutes({ mails, intake, cipher }),
      ...undeliveredRoutes({ undelivered, intake, cipher, deliver: outbox.nudge }),
      ...setAsideRoutes({ mails, intake, cipher, clock, authserv, audit, nudge }),
    ],
    jobs: [{ name: 'read-mail', everySeconds: 60, run }],
    stop: () => sending?.close(),
  };
}
