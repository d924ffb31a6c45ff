import type { Faults } from './faults/faults.ts';
import type { Inbox } from './mail/inbox.ts';
import type { Rates } from './messages/rates.ts';
import type { Deliveries } from './notify/deliveries.ts';
import type { Keys } from './state/keys.ts';
import type { Settings } from './state/records.ts';
import type { Store } from './state/store.ts';

/** Everything the gateways share; handed to each of them by `server.ts`. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`, known once listening. */
  baseUrl: string;
  /** Of the debit bank's SFTP server, known once listening. */
  sftpPort: number;
  /** Of the mail server, likewise. */
  smtpPort: number;
  imapPort: number;
  /** Of the service desk. */
  inbox: Inbox;
  /** Shown on the cashier pages. */
  merchantName: string;
  keys: Keys;
  store: Store;
  faults: Faults;
  deliveries: Deliveries;
  /** How many calls each provider of messages has taken this second. */
  rates: Rates;
  settings: () => Settings;
  /** Timers that die with the sandbox. */
  later: (ms: number, run: () => void) => void;
}
