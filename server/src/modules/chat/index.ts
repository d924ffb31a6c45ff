import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import { keepFresh } from '../../infra/keep-fresh.ts';
import { createListener } from '../../infra/listener.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { Audit } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import type { WorkingCalendar } from '../calendar/index.ts';
import type { CasesModule } from '../cases/index.ts';
import { createChatRepository } from './chat.repository.ts';
import { rulesOn } from './chat-rules.ts';
import type { ChatCore } from './core.ts';
import { createEnd } from './end-chat.ts';
import { createHub } from './hub.ts';
import { createIssueTicket } from './issue-ticket.ts';
import { createMessagesRepository } from './messages.repository.ts';
import { residentChatRoutes } from './resident.routes.ts';
import { returnLeft } from './return-left.ts';
import { createRulesRepository } from './rules.repository.ts';
import { chatRuleRoutes } from './rules.routes.ts';
import { createSay } from './say.ts';
import { serviceHours } from './service-hours.ts';
import { createSockets } from './sockets.ts';
import { createSpeakers } from './speakers.ts';
import { staffChatRoutes } from './staff.routes.ts';
import { createStart } from './start-chat.ts';
import { tellUnread } from './tell-unread.ts';
import { createTicketsRepository } from './tickets.repository.ts';
import { createChatViews } from './views.ts';

export interface ChatDependencies {
  db: Database;
  /** For the connection that listens: no pooler may share it. */
  databaseUrl: string;
  clock: Clock;
  cipher: FieldCipher;
  logger: Logger;
  metrics: Metrics;
  audit: Audit;
  cases: CasesModule;
  calendar(): Promise<WorkingCalendar>;
  nudge(): void;
  hotline: string;
}

export interface ChatModule {
  routes: Route[];
  jobs: Job[];
  /** A request to become a socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Sends everybody away, who come again elsewhere, and stops listening. */
  stop(): Promise<void>;
}

export function createChatModule(dependencies: ChatDependencies): ChatModule {
  const { db, clock, cipher, logger, metrics, audit, calendar, nudge } = dependencies;
  const rules = createRulesRepository(db.pool);
  const book = keepFresh(rules.all);
  const currentRules = async () => rulesOn(await book.get(), businessDate(clock.now()));
  const core: ChatCore = {
    inTransaction: db.inSqlTransaction,
    chats: createChatRepository(db.pool),
    messages: createMessagesRepository(db.pool),
    cases: dependencies.cases,
    clock,
    cipher,
    rules: currentRules,
    hours: async () => serviceHours(clock.now(), await currentRules(), (await calendar()).days),
    hotline: dependencies.hotline,
    onFailure: (chatNo, error) => logger.error({ chat: chatNo, err: error }, 'chat not ended'),
  };
  const tickets = createTicketsRepository(db.pool);
  const views = createChatViews(cipher);
  const say = createSay(core);
  const end = createEnd(core);
  const issueTicket = createIssueTicket(tickets, clock);
  const onError = (error: unknown) => logger.error({ err: error }, 'chat');
  const hub = createHub({ read: core.messages.after, onError });
  const speakers = createSpeakers({ core, say, hub, views, tickets });
  const listener = createListener({
    url: dependencies.databaseUrl,
    channel: 'chat',
    hear(payload) {
      const [conversationId, no, kind, owner] = payload.split(' ');
      hub.wake(Number(conversationId), Number(no));
      // What happened changes everybody's queue; what was said concerns who has it, or all while it waits.
      speakers.tellDesk(kind === 'text' ? (owner ?? null) : null);
    },
    onReturn() {
      hub.wakeAll();
      speakers.tellDesk(null);
    },
    onLoss: error => logger.warn({ err: error }, 'chat listens no longer'),
  });
  const sockets = createSockets({
    onError,
    async welcome(ticket, connection) {
      await listener.start();
      return speakers.welcome(ticket, connection);
    },
    standing: speakers.standing,
  });
  metrics.watch('hall_chat_sockets', async () => countSides(sockets.all()));
  return {
    routes: [
      ...residentChatRoutes({ core, views, say, start: createStart(core), end, issueTicket }),
      ...staffChatRoutes({ core, views, say, issueTicket, audit, nudge }),
      ...chatRuleRoutes(core, rules, book.forget),
    ],
    jobs: [
      {
        name: 'watch-chats',
        everySeconds: 30,
        async run() {
          await end.closeSilent();
          await returnLeft(core);
          await end.carryOverUnanswered();
          await tellUnread(core);
          await tickets.forgetExpired(clock.now());
          nudge();
        },
      },
    ],
    upgrade: sockets.upgrade,
    async stop() {
      await sockets.close();
      hub.stop();
      await listener.stop();
    },
  };
}

function countSides(connections: Iterable<{ speaker: { name: string } | undefined }>) {
  const counts = { person: 0, staff: 0, stranger: 0 };
  for (const { speaker } of connections) {
    if (!speaker) counts.stranger += 1;
    else if (speaker.name.startsWith('staff:')) counts.staff += 1;
    else counts.person += 1;
  }
  return Object.entries(counts).map(([side, value]) => ({ labels: { side }, value }));
}
