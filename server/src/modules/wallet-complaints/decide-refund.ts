/**
 * 申请退款: where the customer asks the wallet for the money back, the desk says yes, with the working days until it is sent, or no, with
 * a reason. It is told to the wallet through the outbox; the money itself goes back as any refund does, under the same four eyes.
 */
import type { StaffActor } from '../../http/access.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { staffName } from '../../shared/audit.ts';
import type { CaseIntake } from '../cases/index.ts';
import { addToOutboxSql, isLastTry, type Outgoing, Undeliverable } from '../messages/index.ts';
import { ChannelError, type Complaints, type RefundDecision } from '../payments/index.ts';
import { noRefundAsked, refundDecided } from './wallet-complaints.errors.ts';
import type { WalletComplaintsRepository } from './wallet-complaints.repository.ts';

export const refundDecisionKind = 'wallet-refund-decision';

interface Payload {
  caseNo: string;
  complaintId: string;
  /** The decision, sealed: a reason may name somebody. */
  sealed: string;
}

interface Dependencies {
  kept: WalletComplaintsRepository;
  intake: CaseIntake;
  cipher: FieldCipher;
}

export function createDecideRefund({ kept, intake, cipher }: Dependencies) {
  /** @throws AppError wallet-no-refund-asked, wallet-refund-decided */
  return async function decideRefund(
    caseNo: string,
    decision: RefundDecision,
    actor: StaffActor,
    requestId: string,
  ): Promise<void> {
    const complaint = await kept.ofCase(caseNo);
    if (!complaint || complaint.refundAskedFen === null) throw noRefundAsked();
    const { complaintId } = complaint;
    const said = decision.approve
      ? `同意退款申请，预计${decision.workingDays}个工作日内发起退款`
      : `不同意退款申请：${decision.reason}`;
    await intake.note(caseNo, `${said}（${actor.username}）`, async tx => {
      const name = decision.approve ? 'approved' : 'rejected';
      const by = staffName(actor);
      if (!(await kept.decideRefund(tx, complaintId, name, { by, caseNo, requestId }))) throw refundDecided();
      const sealed = cipher.encrypt(JSON.stringify(decision)).toString('base64');
      const payload: Payload = { caseNo, complaintId, sealed };
      const dedupeKey = `${refundDecisionKind}:${complaintId}`;
      await addToOutboxSql(tx, { kind: refundDecisionKind, dedupeKey, payload });
    });
  };
}

export type DecideRefund = ReturnType<typeof createDecideRefund>;

export function createDeliverRefundDecision({
  complaints,
  kept,
  intake,
  cipher,
}: Dependencies & { complaints: Complaints }) {
  return async function deliver(message: Outgoing): Promise<void> {
    const { caseNo, complaintId, sealed } = message.payload as Payload;
    const decision = JSON.parse(cipher.decrypt(Buffer.from(sealed, 'base64'))) as RefundDecision;
    try {
      // A decision has no number of ours: what may have arrived is looked for before it is told again.
      const history = await complaints.history(complaintId);
      if (!history.some(({ decidesRefund }) => decidesRefund))
        await complaints.decideRefund(complaintId, decision);
    } catch (error) {
      const refused = error instanceof ChannelError && error.problem === 'rejected';
      if (!refused && !isLastTry(message)) throw error;
      const reason = error instanceof ChannelError ? error.code : 'unknown';
      await intake.note(caseNo, `退款申请的审批结果没有送达微信支付（${reason}），请在商户平台处理`);
      throw new Undeliverable(reason);
    }
    await kept.update(complaintId, await complaints.read(complaintId));
  };
}
