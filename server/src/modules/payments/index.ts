import type { Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Database } from '../../infra/database.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { Audit } from '../../shared/audit.ts';
import type { UtilityRules } from '../settings/index.ts';
import type { Channel } from './channels/channel.ts';
import { createDeskPayments, type DeskPayments } from './desk-payments.ts';
import type { Gateway } from './gateways/gateway.ts';
import { gatewaysByCode } from './gateways-by-code.ts';
import { createInboxRepository } from './inbox/inbox.repository.ts';
import { createInbox } from './inbox/inbox.ts';
import { createKeepUnreadable, type KeepUnreadable } from './inbox/keep-unreadable.ts';
import { paymentJobs } from './jobs.ts';
import { notifyPath, notifyRoutes } from './notify.routes.ts';
import { createOddPaymentsRepository } from './odd-payments.repository.ts';
import type { PayableSource } from './payable.ts';
import { createPaymentsRepository } from './payments.repository.ts';
import { paymentRoutes } from './payments.routes.ts';
import {
  createQuoteAccount,
  createQuoteAtDesk,
  type QuoteAccount,
  type QuoteAtDesk,
} from './quote-account.ts';
import { createQuotesRepository } from './quotes.repository.ts';
import { createReceiptsRepository } from './receipts/receipts.repository.ts';
import { receiptRoutes } from './receipts/receipts.routes.ts';
import { checkIdentity, makeDemoIdentity, type SigningIdentity } from './receipts/signing-identity.ts';
import { createReception, type Reception } from './receive-payment.ts';
import { createReceptionRepository } from './reception.repository.ts';
import { type RefundWish, requestRefund } from './refund-payment.ts';
import { createRefundsRepository } from './refunds.repository.ts';
import { refundRoutes } from './refunds.routes.ts';
import { postedReturn, returnRoutes } from './return.routes.ts';
import { createSettlementRepository } from './settlement.repository.ts';
import { staffExportRoutes } from './staff-exports.routes.ts';
import { staffPaymentRoutes } from './staff-payments.routes.ts';
import type { SupplySource } from './supply-of-payment.ts';
import { createTimelineRepository } from './timeline.repository.ts';

export { bankCreditPart } from './bank-credit.ts';
export type { BatchDebit, DebitDayRow, FileKey } from './channels/batch-debit.ts';
export type { Channel } from './channels/channel.ts';
export type {
  CommandChannel,
  InboundText,
  OperatorDay,
  OperatorRow,
  TextCommand,
} from './channels/command.ts';
export * as agencyWire from './channels/families/index.ts';
/** By themselves as well, so that what of them is used can be seen. */
export { agencyJson, agencyTcp, wechatBill } from './channels/families/index.ts';
export { statementProblem } from './channels/families/sealed-file/statement-problem.ts';
export { FileRefused } from './channels/file-refused.ts';
export {
  type Acquirer,
  type Approval,
  type BatchTotals,
  createAcquirer,
} from './channels/pos/acquirer.ts';
export type { TerminalKey } from './channels/pos/message.ts';
export { acquirerStatementSource, type SaleOf } from './channels/pos/statement.ts';
export type { PrintedCard, Voucher } from './channels/voucher.ts';
export { type CountSheet, type CountSheetRow, countSheetPart } from './count-sheet.ts';
export type { DeskOrder, DeskPayment, DeskPayments } from './desk-payments.ts';
export type { SigningAction, SigningScene } from './gateways/agreement.ts';
export { ChannelError } from './gateways/channel-error.ts';
export {
  type ComplaintEntry,
  type Complaints,
  longestResponse,
  picturesOfResponse,
  type RefundDecision,
  type WalletComplaint,
} from './gateways/complaints.ts';
export type { Gateway, Outcome } from './gateways/gateway.ts';
export { keepExchanges, type Said } from './gateways/keep-exchanges.ts';
export {
  type Awaited,
  type BankDoor,
  type BankEntry,
  type DayRange,
  type SettledTotal,
  type StatementContent,
  type StatementDownload,
  type StatementLine,
  type StatementPart,
  StatementProblem,
  type StatementSource,
  type StatementTotals,
} from './gateways/statement.ts';
export type { KeepUnreadable } from './inbox/keep-unreadable.ts';
export { notifyPath } from './notify.routes.ts';
export type { PayableDescription, PayableSource } from './payable.ts';
export { bankReferenceUsed, refusals } from './payments.errors.ts';
export type { DeskQuote, Quote, QuoteAccount, QuoteAtDesk, QuotedItem } from './quote-account.ts';
export { signPdf } from './receipts/sign-pdf.ts';
export type { ReceiveRequest, Reception, ReverseRequest } from './receive-payment.ts';
export type { Received, ReversalResult } from './reception.repository.ts';

/** `by`: staff:<username>, or the job that does it. */
export type StaffRefund = (
  by: string,
  request: RefundWish & { requestKey: string },
  requestId: string,
) => Promise<{ refundNo: string; status: string }>;

export interface PaymentsSettings {
  publicBaseUrl: string;
  /** What the utility's people may change while the hall runs. */
  rules(): Promise<UtilityRules>;
  /** The utility's key for receipts. Without it (demo only) one is made for this process. */
  receiptSigning?: SigningIdentity;
}

export interface PaymentsDependencies {
  db: Database;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  crashPoints: CrashPoints;
  cipher: FieldCipher;
  audit: Audit;
  channels: { find(code: string): Channel | undefined; gateways: readonly Gateway[] };
  /** One per kind of payable; prepayments are described here. */
  payableSources: readonly PayableSource[];
  /** What becomes of power at the homes of a payment. */
  supplySource: SupplySource;
  settings: PaymentsSettings;
}

export interface PaymentsModule {
  routes: Route[];
  jobs: Job[];
  /** Money that came by other doors than a gateway's order, and its reversal. */
  reception: Reception;
  quote: QuoteAccount;
  quoteAtDesk: QuoteAtDesk;
  /** Payments through gateways that are begun at a counter or a machine. */
  desk: DeskPayments;
  /** Gives a payment back by the original way, as the staff's refunds do. */
  refund: StaffRefund;
  /** For the other doors: a message that is proved to be its sender's and cannot be read. */
  keepUnreadable: KeepUnreadable;
  /** Resolves once every accepted notification has been handled. */
  idle(): Promise<void>;
}

/** @throws Error when the receipts' signing key cannot be opened: the start-up stops there. */
export function createPaymentsModule(dependencies: PaymentsDependencies): PaymentsModule {
  const { db, clock, cipher, channels, payableSources, settings } = dependencies;
  const { publicBaseUrl, rules, receiptSigning } = settings;
  if (receiptSigning) checkIdentity(receiptSigning);
  const payments = createPaymentsRepository(db.pool);
  const refunds = createRefundsRepository(db.pool);
  const inbox = createInbox({ ...dependencies, repository: createInboxRepository(db.pool) });
  const keepUnreadable = createKeepUnreadable(inbox);
  const reception = createReception({ ...dependencies, reception: createReceptionRepository(db.pool) });
  const core = {
    ...dependencies,
    payments,
    refunds,
    reception,
    settlements: createSettlementRepository(db.pool),
    oddPayments: createOddPaymentsRepository(db.pool),
    timelines: createTimelineRepository(db.pool),
    receipts: createReceiptsRepository(db.pool),
    gateways: gatewaysByCode(channels.gateways),
    gatewayCodes: channels.gateways.map(({ code }) => code),
    refundNotifyUrl: (gateway: string) => publicBaseUrl + notifyPath(gateway, 'refund'),
    publicBaseUrl,
    settings: {
      ...settings,
      notifyUrl: (gateway: string) => publicBaseUrl + notifyPath(gateway, 'payment'),
      postedReturn: (gateway: string, returnUrl: string) => postedReturn(publicBaseUrl, gateway, returnUrl),
    },
  };
  // Asked of the database at each scrape: whichever door an odd payment came through, it is counted until somebody decides.
  dependencies.metrics.watch('hall_odd_payments_open', async () =>
    (await core.oddPayments.openByKind()).map(({ kind, open }) => ({ labels: { kind }, value: open })),
  );
  let identity = receiptSigning;
  const channelName = (code: string) => channels.find(code)?.name;
  const receipts = {
    receipts: core.receipts,
    payableSources,
    cipher,
    channelName,
    clock,
    rules,
    publicBaseUrl,
  };
  const quoting = { quotes: createQuotesRepository(db.pool), payableSources, cipher, clock };
  return {
    routes: [
      ...paymentRoutes(core),
      ...receiptRoutes({
        ...receipts,
        identity: () => (identity ??= makeDemoIdentity(clock.now())),
      }),
      ...staffPaymentRoutes(core),
      ...refundRoutes(core),
      ...staffExportRoutes(core),
      ...notifyRoutes({ ...dependencies, inbox, keepUnreadable, gateways: channels.gateways }),
      ...returnRoutes(channels.gateways, publicBaseUrl),
    ],
    jobs: paymentJobs(inbox, core, core, core),
    reception,
    keepUnreadable,
    desk: createDeskPayments(core),
    refund: (by, request, requestId) => requestRefund(by, request, requestId, core),
    quote: createQuoteAccount(quoting),
    quoteAtDesk: createQuoteAtDesk(quoting),
    idle: () => inbox.idle(),
  };
}
