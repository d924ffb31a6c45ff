/** Where the wallet tells of complaints, and what the desk sees of one. Verify → store → acknowledge; handling follows behind. */
import { z } from 'zod';
import { signedBy, staff } from '../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import type { CaseIntake } from '../cases/index.ts';
import type { Outbox } from '../messages/index.ts';
import { ChannelError, type Gateway } from '../payments/index.ts';
import type { DecideRefund } from './decide-refund.ts';
import type { WalletComplaintsRepository } from './wallet-complaints.repository.ts';

const complaintPath = '/notify/wechat-pay/complaint';

const ComplaintView = z.object({
  complaint: z
    .object({
      complaintId: z.string(),
      state: z.enum(['pending', 'processing', 'processed']),
      paymentNo: z.string().nullable(),
      amountFen: z.int(),
      fullyRefunded: z.boolean(),
      toldAt: z.string(),
      /** What the customer asked for back at the wallet; null where they ask for none. */
      refundAskedFen: z.int().nullable(),
      refundDecision: z.enum(['approved', 'rejected']).nullable(),
    })
    .nullable(),
});

const CaseParams = z.object({ caseNo: z.string().regex(/^GD\d{16}$/) });
const DecisionBody = z.discriminatedUnion('approve', [
  z.strictObject({ approve: z.literal(true), workingDays: z.int().min(0).max(30) }),
  z.strictObject({
    approve: z.literal(false),
    reason: z
      .string()
      .trim()
      .min(2)
      .max(200)
      .regex(/^\P{Cc}*$/u),
  }),
]);

interface Dependencies {
  gateway: Gateway | undefined;
  kept: WalletComplaintsRepository;
  intake: CaseIntake;
  decideRefund: DecideRefund;
  outbox: Pick<Outbox, 'nudge'>;
  clock: Clock;
  logger: Logger;
  /** Handles what was stored, soon. */
  nudge(): void;
}

export function walletComplaintRoutes(dependencies: Dependencies): Route[] {
  const { gateway, kept, intake, decideRefund, outbox } = dependencies;
  async function show(caseNo: string) {
    const found = await kept.ofCase(caseNo);
    return { complaint: found ? { ...found, toldAt: found.toldAt.toISOString() } : null };
  }
  return [
    ...(gateway?.complaints ? [notifyRoute(gateway, gateway.complaints, dependencies)] : []),
    defineRoute({
      method: 'get',
      path: '/staff/cases/:caseNo/wallet-complaint',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary: 'The complaint at the wallet behind a case, and the payment it is about',
      tag: 'Staff: service cases',
      input: { params: CaseParams },
      output: ComplaintView,
      async handle({ actor, params: { caseNo } }) {
        await intake.requireSeen(caseNo, actor);
        return show(caseNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/cases/:caseNo/wallet-complaint/refund-decision',
      access: staff('clerk', 'supervisor'),
      summary:
        "Yes or no to the customer's wish for a refund, told to the wallet; the money goes back by a refund",
      tag: 'Staff: service cases',
      input: { params: CaseParams, body: DecisionBody },
      output: ComplaintView,
      idempotent: true,
      async handle({ actor, params: { caseNo }, body, requestId }) {
        await intake.requireSeen(caseNo, actor);
        await decideRefund(caseNo, body, actor, requestId);
        outbox.nudge();
        return show(caseNo);
      },
    }),
  ];
}

function notifyRoute(
  gateway: Gateway,
  complaints: NonNullable<Gateway['complaints']>,
  { kept, clock, logger, nudge }: Dependencies,
): Route {
  return defineRoute({
    method: 'post',
    path: complaintPath,
    root: true,
    access: signedBy(gateway.code),
    summary: 'Notifications of complaints at WeChat Pay',
    tag: 'notifications',
    bodyType: 'raw',
    async handle({ headers, rawBody }) {
      try {
        const { eventId, complaintId } = complaints.parseNotification({ headers, body: rawBody });
        await kept.keepMessage(eventId, complaintId, rawBody, clock.now());
      } catch (error) {
        if (error instanceof ChannelError) {
          logger.warn(
            { gateway: gateway.code, problem: error.problem, code: error.code },
            'complaint not read',
          );
          return rawReply(gateway.refuse(error.problem));
        }
        logger.error({ gateway: gateway.code, err: error }, 'complaint not stored');
        return rawReply(gateway.refuse('not-stored'));
      }
      nudge();
      return rawReply(gateway.accept());
    },
  });
}
