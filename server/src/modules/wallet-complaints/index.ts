import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { CasesModule } from '../cases/index.ts';
import type { Outbox } from '../messages/index.ts';
import type { Gateway } from '../payments/index.ts';
import { answerKind, createDeliverAnswer, queueAnswer } from './answer-complaint.ts';
import { createDecideRefund, createDeliverRefundDecision, refundDecisionKind } from './decide-refund.ts';
import { createFetchPictures } from './fetch-pictures.ts';
import { createFollowComplaints } from './follow-complaints.ts';
import { createPicturesRepository } from './pictures.repository.ts';
import { createWalletComplaintsRepository } from './wallet-complaints.repository.ts';
import { walletComplaintRoutes } from './wallet-complaints.routes.ts';

export interface WalletComplaintsDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  logger: Logger;
  gateways: readonly Gateway[];
  cases: Pick<CasesModule, 'intake' | 'onAnswer'>;
  outbox: Outbox;
}

interface WalletComplaintsModule {
  routes: Route[];
  jobs: Job[];
  idle(): Promise<void>;
}

export function createWalletComplaintsModule(
  dependencies: WalletComplaintsDependencies,
): WalletComplaintsModule {
  const { db, clock, cipher, logger, gateways, cases, outbox } = dependencies;
  const gateway = gateways.find(({ complaints }) => complaints);
  const complaints = gateway?.complaints;
  const { intake } = cases;
  const kept = createWalletComplaintsRepository(db.pool);
  cases.onAnswer((tx, answer) => queueAnswer(tx, answer, cipher));
  let running: Promise<void> = Promise.resolve();
  const pictures = createPicturesRepository(db.pool);
  const follow = complaints && createFollowComplaints({ complaints, kept, pictures, intake, clock, logger });
  const fetchPictures = complaints && createFetchPictures({ complaints, pictures, intake, clock, logger });
  if (complaints) {
    outbox.handle(answerKind, createDeliverAnswer({ complaints, kept, pictures, intake, cipher }), {
      keepsWords: true,
    });
    outbox.handle(refundDecisionKind, createDeliverRefundDecision({ complaints, kept, intake, cipher }));
  }
  const decideRefund = createDecideRefund({ kept, intake, cipher });
  const nudge = () => {
    running = running
      .then(async () => {
        await follow?.handleMessages();
        await fetchPictures?.();
      })
      .catch(error => logger.error({ err: error }, 'complaints not handled'));
  };
  return {
    routes: walletComplaintRoutes({ gateway, kept, intake, decideRefund, clock, logger, nudge, outbox }),
    jobs: follow
      ? [
          {
            name: 'follow-complaints',
            everySeconds: 600,
            async run() {
              await follow.handleMessages();
              await follow.sweep();
              await fetchPictures?.();
            },
          },
        ]
      : [],
    idle: () => running,
  };
}
