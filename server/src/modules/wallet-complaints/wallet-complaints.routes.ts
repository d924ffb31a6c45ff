/** Where the wallet tells of complaints, and what the desk sees of one. Verify → store → acknowledge; handling follows behind. */
import { z } from 'zod';
import { signedBy, staff } from '../../http/access.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import type { CaseIntake } from '../cases/index.ts';
import { ChannelError, type Gateway } from '../payments/index.ts';
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
    })
    .nullable(),
});

interface Dependencies {
  gateway: Gateway | undefined;
  kept: WalletComplaintsRepository;
  intake: CaseIntake;
  clock: Clock;
  logger: Logger;
  /** Handles what was stored, soon. */
  nudge(): void;
}

export function walletComplaintRoutes(dependencies: Dependencies): Route[] {
  const { gateway, kept, intake } = dependencies;
  return [
    ...(gateway?.complaints ? [notifyRoute(gateway, gateway.complaints, dependencies)] : []),
    defineRoute({
      method: 'get',
      path: '/staff/cases/:caseNo/wallet-complaint',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary: 'The complaint at the wallet behind a case, and the payment it is about',
      tag: 'Staff: service cases',
      input: { params: z.object({ caseNo: z.string().regex(/^GD\d{16}$/) }) },
      output: ComplaintView,
      async handle({ actor, params: { caseNo } }) {
        await intake.requireSeen(caseNo, actor);
        const found = await kept.ofCase(caseNo);
        return { complaint: found ? { ...found, toldAt: found.toldAt.toISOString() } : null };
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
