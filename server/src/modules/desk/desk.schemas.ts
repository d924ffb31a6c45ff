/** Forms of the desk's requests and answers. */

import { z } from 'zod';
import { WaitingView } from '../../http/waiting-view.ts';
import { fen } from '../../shared/money.ts';
import { pieceValues } from './counter/money-count.ts';

const word = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u);
const Fen = z.int().min(0).max(100_000_000).transform(fen);
const PositiveFen = z.int().min(1).max(100_000_000).transform(fen);
const FenView = z.int();
const When = z.string();

export const AccountNo = z.string().regex(/^\d{8,20}$/);
/** Whose: the `holder` of a quote; without, whoever holds it now. */
const Holder = z.int().positive().optional();
export const QuoteQuery = z.strictObject({
  accountNo: AccountNo,
  holder: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional(),
});
export const PaymentNoParam = z.strictObject({ paymentNo: z.string().regex(/^P\d{20,30}$/) });
export const ShiftParam = z.strictObject({ shiftNo: z.string().regex(/^S\d{13,20}$/) });
export const TerminalParam = z.strictObject({ terminal: z.string().regex(/^[0-9A-Z]{8}$/) });
export const SaleParam = z.strictObject({
  saleId: z.coerce
    .number()
    .int()
    .positive()
    .max(2 ** 50),
});
export const DeviceParam = z.strictObject({ deviceNo: z.string().regex(/^KSK\d{6}$/) });
export const BoxParam = z.strictObject({ boxNo: z.string().regex(/^KSK\d{6}-\d{1,6}$/) });
export const ReasonBody = z.strictObject({ reason: word(200) });
export const ClearBody = z.strictObject({
  /** What the bank credited in all under this number; needed where it paid for several bills. */
  creditedFen: z.int().min(1).max(10_000_000_000).transform(fen).optional(),
});

const Pays = {
  accountNo: AccountNo,
  items: z.array(z.strictObject({ payableId: z.int().positive(), amountFen: PositiveFen })).max(60),
  prepaymentFen: Fen.default(fen(0)),
};

export const QuoteView = z.object({
  accountNo: z.string(),
  nameMasked: z.string(),
  addressMasked: z.string(),
  balanceFen: FenView,
  owedFen: FenView,
  items: z.array(
    z.object({
      payableId: z.int(),
      title: z.string(),
      month: z.string().nullable(),
      dueOn: z.string().nullable(),
      outstandingFen: FenView,
      locked: z.boolean(),
    }),
  ),
});

export const DeskQuoteView = QuoteView.extend({
  holder: z.int(),
  standing: z.enum(['present', 'ended', 'pending']).describe('pending: the supply is not on yet'),
  until: z.string().nullable().describe('The last day of an ended holder'),
  others: z
    .array(
      z.object({
        holder: z.int(),
        nameMasked: z.string(),
        standing: z.enum(['ended', 'pending']),
        until: z.string().nullable(),
      }),
    )
    .describe('Others at this account who have something to pay'),
});

const Counted = z
  .strictObject(
    Object.fromEntries(
      pieceValues.map(value => [String(value), z.int().min(0).max(100_000).optional()]),
    ) as Record<`${(typeof pieceValues)[number]}`, z.ZodOptional<z.ZodInt>>,
  )
  .describe('Pieces by their value in fen');

export const OpenShiftBody = z.strictObject({ counter: word(40), floatFen: PositiveFen.default(fen(0)) });
export const CloseShiftBody = z.strictObject({
  counted: Counted,
  papers: z.int().min(0).max(10_000).default(0),
  explanation: word(200).optional(),
});
export const ReviewBody = z.strictObject({ note: word(200) });
export const ShiftFilters = z.strictObject({
  status: z.enum(['open', 'closed', 'reviewed']).optional(),
  day: z.iso.date().optional(),
});
export const ShiftSearch = ShiftFilters.extend({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export const TakingFilters = z.strictObject({
  shiftNo: ShiftParam.shape.shiftNo.optional(),
  status: z.enum(['taken', 'uncleared', 'cleared', 'bounced', 'voiding', 'voided']).optional(),
});
export const TakingSearch = TakingFilters.extend({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});

/** The first one first; none while there is still to be counted. */
const CountsView = z.array(
  z.object({
    at: When,
    by: z.string(),
    countedFen: FenView,
    differenceFen: FenView,
    papers: z.int().nullable(),
    explanation: z.string().nullable(),
  }),
);

export const ShiftView = z.object({
  shiftNo: z.string(),
  clerk: z.string(),
  counter: z.string(),
  floatFen: FenView,
  status: z.enum(['open', 'closed', 'reviewed']),
  openedAt: When,
  closedAt: When.nullable(),
  countedFen: FenView.nullable(),
  expectedFen: FenView.nullable(),
  differenceFen: FenView.nullable(),
  counted: z.record(z.string(), z.int()).nullable(),
  papers: z.int().nullable(),
  explanation: z.string().nullable(),
  reviewedBy: z.string().nullable(),
  reviewNote: z.string().nullable(),
  counts: CountsView,
  /** Cash is left out while the shift is open: it is counted blind. */
  tenders: z.array(z.object({ tender: z.string(), count: z.int(), fen: FenView.nullable() })),
});
export const MyShift = z.object({
  shift: ShiftView.nullable(),
  cardTerminals: z.array(z.object({ terminal: z.string(), name: z.string() })),
});
/** `waiting`: null where the list is history and not a queue. */
export const ShiftList = z.object({
  shifts: z.array(ShiftView),
  page: z.int(),
  hasMore: z.boolean(),
  waiting: WaitingView.nullable(),
});

export const TakeBody = z.strictObject({
  ...Pays,
  holder: Holder,
  tender: z.enum(['cash', 'cheque', 'transfer']),
  tenderedFen: PositiveFen.optional(),
  reference: word(40).optional(),
  bank: word(40).optional(),
});
export const ScanBody = z.strictObject({
  ...Pays,
  holder: Holder,
  authCode: z.string().regex(/^\d{16,24}$/),
});
export const SellBody = z.strictObject({ ...Pays, holder: Holder, terminal: TerminalParam.shape.terminal });

export const TakingView = z.object({
  paymentNo: z.string(),
  shiftNo: z.string(),
  clerk: z.string(),
  counter: z.string().nullable(),
  accountNo: z.string(),
  tender: z.enum(['cash', 'cheque', 'transfer', 'pay-code', 'card']),
  /** Left out of cash that the reader has still to count. */
  amountFen: FenView.nullable(),
  tenderedFen: FenView.nullable(),
  changeFen: FenView.nullable(),
  reference: z.string().nullable(),
  bank: z.string().nullable(),
  status: z.enum(['taken', 'uncleared', 'cleared', 'bounced', 'voiding', 'voided']),
  /** waiting: the gateway has not said yet; paid; failed: no money came. */
  stage: z.enum(['waiting', 'paid', 'failed']),
  takenAt: When,
  undoneBy: z.string().nullable(),
  undoneReason: z.string().nullable(),
  approvedBy: z.string().nullable(),
});
export const TakingList = z.object({
  takings: z.array(TakingView),
  page: z.int(),
  hasMore: z.boolean(),
  waiting: WaitingView.nullable(),
});
/** Also what is printed on the counter's slip. */
export const SlipView = TakingView.extend({
  amountFen: FenView,
  items: z.array(z.object({ title: z.string(), amountFen: FenView })),
  surplusFen: FenView,
  refundedFen: FenView,
  receiptNo: z.string().nullable(),
  checkUrl: z.string().nullable(),
  utility: z.string(),
});

export const SaleView = z.object({
  saleId: z.int(),
  terminal: z.string(),
  batch: z.int(),
  trace: z.int(),
  amountFen: FenView,
  accountNo: z.string(),
  status: z.enum(['asking', 'approved', 'refused', 'reversing', 'reversed', 'voiding', 'voided']),
  code: z.string().nullable(),
  reference: z.string().nullable(),
  cardMasked: z.string().nullable(),
  paymentNo: z.string().nullable(),
  createdAt: When,
});
export const SaleList = z.object({ sales: z.array(SaleView) });
export const TerminalBody = z.strictObject({
  terminal: TerminalParam.shape.terminal,
  name: word(40),
  keyId: z.string().regex(/^\d{2}$/),
  key: z.string().regex(/^[0-9A-Fa-f]{32}$/),
  active: z.boolean().default(true),
});
export const TerminalView = z.object({
  terminal: z.string(),
  name: z.string(),
  keyId: z.string(),
  batch: z.int(),
  trace: z.int(),
  active: z.boolean(),
});
const Totals = z.object({ sales: z.int(), salesFen: FenView, voids: z.int(), voidsFen: FenView });
export const BatchView = Totals.extend({
  terminal: z.string(),
  batch: z.int(),
  status: z.enum(['asking', 'equal', 'different']),
  theirs: Totals.nullable(),
  settledBy: z.string(),
  askedAt: When,
});
export const TerminalList = z.object({ terminals: z.array(TerminalView), batches: z.array(BatchView) });

export const DeviceBody = z.strictObject({ name: word(40), place: word(80) });
export const DeviceView = z.object({
  deviceNo: z.string(),
  name: z.string(),
  place: z.string(),
  status: z.enum(['waiting', 'active', 'revoked']),
  boxNo: z.string().nullable(),
  keySince: When.nullable(),
  seenAt: When.nullable(),
});
export const EnrolmentView = z.object({ device: DeviceView, code: z.string(), until: When });
export const BoxView = z.object({
  boxNo: z.string(),
  deviceNo: z.string(),
  label: z.string(),
  status: z.enum(['inserted', 'removed', 'unconfirmed', 'counted']),
  insertedAt: When,
  removedAt: When.nullable(),
  /** What the device says is in it; told only once it was counted. */
  expectedFen: FenView.nullable(),
  countedFen: FenView.nullable(),
  differenceFen: FenView.nullable(),
  countedBy: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  explanation: z.string().nullable(),
  counts: CountsView,
});
/** What a kiosk reported against what it had reported before; booked by its notes. */
export const EventProblemView = z.object({
  deviceNo: z.string(),
  sequence: z.int(),
  problem: z.enum(['other-account', 'other-sum', 'no-session']),
  session: z.string(),
  accountNo: z.string().nullable(),
  notes: z.int().nullable(),
  fen: FenView,
  receivedAt: When,
});
export const DeviceList = z.object({
  devices: z.array(DeviceView),
  boxes: z.array(BoxView),
  problems: z.array(EventProblemView),
});
export const CountBody = z.strictObject({ counted: Counted, explanation: word(200).optional() });

export const EnrolBody = z.strictObject({
  code: z.string().regex(/^\d{12}$/),
  publicKey: z.base64().max(400),
});
export const KeyBody = z.strictObject({ publicKey: z.base64().max(400) });
export const EnrolledView = z.object({ deviceNo: z.string(), name: z.string(), place: z.string() });
export const KioskState = z.object({
  deviceNo: z.string(),
  name: z.string(),
  place: z.string(),
  boxNo: z.string().nullable(),
  next: z.int(),
  methods: z.array(z.enum(['wechat', 'alipay'])),
  utilityZh: z.string(),
  utilityEn: z.string(),
});
export const KioskQuoteBody = z.strictObject({ accountNo: AccountNo });
export const KioskPayBody = z.strictObject({ ...Pays, method: z.enum(['wechat', 'alipay']) });
export const KioskPaymentView = z.object({
  paymentNo: z.string(),
  stage: z.enum(['waiting', 'paid', 'failed']),
  amountFen: FenView,
  qrText: z.string().nullable(),
  expiresAt: When,
  receiptNo: z.string().nullable(),
  checkUrl: z.string().nullable(),
  surplusFen: FenView,
});
const session = z.string().regex(/^[0-9A-Za-z-]{1,20}$/);
const event = {
  sequence: z
    .int()
    .min(1)
    .max(2 ** 50),
  at: z.iso.datetime(),
};
export const EventsBody = z.strictObject({
  events: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          ...event,
          kind: z.literal('note'),
          session,
          accountNo: AccountNo,
          fen: z.literal([100, 500, 1000, 2000, 5000, 10_000]),
        }),
        z.strictObject({
          ...event,
          kind: z.literal('finish'),
          session,
          notes: z.int().min(1).max(1000),
          fen: z.int().min(100).max(10_000_000),
        }),
        z.strictObject({ ...event, kind: z.literal('box'), removed: word(20), inserted: word(20) }),
      ]),
    )
    .min(1)
    .max(100),
});
export const ReportedView = z.object({
  next: z.int(),
  sessions: z.array(
    z.object({
      session: z.string(),
      paymentNo: z.string(),
      fen: FenView,
      surplusFen: FenView,
      receiptNo: z.string().nullable(),
      checkUrl: z.string().nullable(),
    }),
  ),
});
