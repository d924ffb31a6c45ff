import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import { rawKeptDays } from '../../infra/sealed-raw.ts';
import type { Audit } from '../../shared/audit.ts';
import type { CasesModule } from '../cases/index.ts';
import type { OfficialAccount, Outbox } from '../messages/index.ts';
import { createHandleSaid } from './handle-said.ts';
import { createOfficialAccountRepository } from './official-account.repository.ts';
import { createDeliver, promptKind, queueReply, replyKind } from './reply.ts';
import { setAsideRoutes } from './set-aside.routes.ts';

export interface OfficialAccountDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  hotline: string;
  logger: Logger;
  audit: Audit;
  nudge(): void;
  cases: Pick<CasesModule, 'intake' | 'onAnswer'>;
  outbox: Outbox;
  /** Left out where the hall has no official account whose pushes it can verify. */
  account: OfficialAccount | undefined;
}

export function createOfficialAccountModule({
  db,
  clock,
  cipher,
  hotline,
  logger,
  cases,
  outbox,
  audit,
  nudge,
  account,
}: OfficialAccountDependencies): { routes: Route[]; jobs: Job[] } {
  const messages = createOfficialAccountRepository(db.pool);
  const { intake } = cases;
  const routes = setAsideRoutes({ messages, intake, account, cipher, clock, audit, nudge });
  if (!account) return { routes, jobs: [] };
  const handleSaid = createHandleSaid({
    messages,
    account,
    intake,
    inTransaction: db.inSqlTransaction,
    cipher,
    clock,
    hotline,
    logger,
  });
  const deliver = createDeliver({ account, messages, intake, cipher });
  outbox.handle(replyKind, deliver.reply, { keepsWords: true });
  outbox.handle(promptKind, deliver.prompt);
  cases.onAnswer((tx, answer) => queueReply(tx, answer, cipher));
  account.onSaid(said =>
    messages.store({
      messageId: said.messageId,
      senderHash: cipher.hash('open-id', said.openId),
      saidEnc: cipher.encrypt(JSON.stringify(said)),
      at: clock.now(),
    }),
  );
  return {
    routes,
    jobs: [
      {
        name: 'read-official-account',
        everySeconds: 10,
        async run(signal) {
          await handleSaid(signal);
          await messages.forget(new Date(clock.now().getTime() - rawKeptDays * 86_400_000));
        },
      },
    ],
  };
}
