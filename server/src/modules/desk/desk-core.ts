import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { Audit } from '../../shared/audit.ts';
import type { Wording } from '../../shared/errors.ts';
import type {
  Acquirer,
  Channel,
  DeskPayments,
  QuoteAtDesk,
  Reception,
  StaffRefund,
} from '../payments/index.ts';
import type { CounterRepository } from './counter/counter.repository.ts';
import type { KioskRepository } from './kiosk/kiosk.repository.ts';
import type { PosRepository } from './pos/pos.repository.ts';

export interface DeskDependencies {
  db: Database;
  clock: Clock;
  cipher: FieldCipher;
  audit: Audit;
  logger: Logger;
  metrics: Metrics;
  crashPoints: CrashPoints;
  /** The utility's name as it holds now. */
  rules(): Promise<{ utilityName: Wording }>;
  channels: { find(code: string): Channel | undefined };
  /** Undefined: no card terminal stands anywhere. */
  acquirer?: Acquirer;
  payments: {
    reception: Reception;
    quoteAtDesk: QuoteAtDesk;
    desk: DeskPayments;
    refund: StaffRefund;
  };
}

/** What the use cases of this module share. */
export interface DeskCore extends DeskDependencies {
  counter: CounterRepository;
  pos: PosRepository;
  kiosk: KioskRepository;
}
