import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Audit } from '../../shared/audit.ts';
import type { QuoteAccount, Reception, StatementSource, Voucher } from '../payments/index.ts';
import { cardStatement } from './card-statement.ts';
import { createCardsRepository } from './cards.repository.ts';
import { cardRoutes } from './cards.routes.ts';
import { createCardBatches } from './manage-batches.ts';
import { createRedeemCard, type RedeemCard } from './redeem-card.ts';
import { createSellCards } from './sell-cards.ts';

export type { RedeemCard } from './redeem-card.ts';

export interface CardsDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  crashPoints: CrashPoints;
  audit: Audit;
  reception: Reception;
  quote: QuoteAccount;
  voucher: Voucher;
}

export interface CardsModule {
  routes: Route[];
  jobs: Job[];
  /** Also by text message. */
  redeem: RedeemCard['redeem'];
  statementSources(): Promise<StatementSource[]>;
}

export function createCardsModule(dependencies: CardsDependencies): CardsModule {
  const { db, cipher } = dependencies;
  const cards = createCardsRepository(db.pool, db.inSqlTransaction);
  const pinHash = (serial: string, pin: string) => cipher.hash('card-pin', `${serial}:${pin}`);
  const exchangeSecret = (requestKey: string) => ({
    pin: cipher.hash('card-exchange-pin', requestKey),
    mark: cipher.hash('card-exchange-request', requestKey).toString('base64url'),
  });
  const redeem = createRedeemCard({
    ...dependencies,
    cards,
    pinHash,
    exchangeSecret,
    inTransaction: db.inSqlTransaction,
  });
  const batches = createCardBatches({ ...dependencies, cards, pinHash });
  const sell = createSellCards({ ...dependencies, cards, inTransaction: db.inSqlTransaction });
  return {
    routes: cardRoutes({ ...dependencies, batches, redeem, sell }),
    jobs: [],
    redeem: redeem.redeem,
    statementSources: async () => [cardStatement(cards.redeemedOn)],
  };
}
