/** WeChat's refund file: trades it gave back because our posting had failed (channels/wechat-bill/README.md). */
import { createHash } from 'node:crypto';
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import { agencyJson, wechatBill } from '../payments/index.ts';
import { handleMessage } from './answer-message.ts';
import type { DayFilesRepository, LeftFile } from './day-files.repository.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { Partner } from './partner.ts';

export interface RefundFileResult {
  count: number;
  reversed: number;
  blocked: number;
  /** Posted with us and past its clearing date, or with another sum: in the queue of odd payments. */
  differing: number;
}

export interface RefundFiles {
  /** @throws AgencyRefusal 1001, 1006; then nothing of it was done */
  take(partner: Pick<Partner, 'id'>, date: string, content: Buffer): Promise<RefundFileResult>;
  /** Files that a process has left in between: their lines are reversals that are answered as before, or told to staff as before. */
  finishLeft(before: Date): Promise<void>;
}

interface Dependencies {
  messages: MessagesRepository;
  files: DayFilesRepository;
  clock: Clock;
  logger: Logger;
}

export function createRefundFiles({ messages, files, clock, logger }: Dependencies): RefundFiles {
  return {
    async take(partner, clearingOn, content) {
      const lines = wechatBill.readRefundFile(content);
      const now = clock.now();
      const totalFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
      const sha256 = agencyJson.sha256(content);
      const file = { partnerId: partner.id, clearingOn, kind: 'refund' as const, sha256, content };
      await files.keep({ ...file, lineCount: lines.length, totalFen, receivedAt: now });
      return workThrough({ partnerId: partner.id, clearingOn, sha256, content });
    },
    async finishLeft(before) {
      // Those that cannot be worked through do not hold up the newer ones; they are tried again.
      for (const file of await files.notTaken(before, clock.now()))
        await workThrough(file).catch(error =>
          logger.error(
            { partnerId: file.partnerId, clearingOn: file.clearingOn, err: error },
            'refund file not worked through',
          ),
        );
    },
  };

  async function workThrough({
    partnerId,
    clearingOn,
    sha256,
    content,
  }: LeftFile): Promise<RefundFileResult> {
    const lines = wechatBill.readRefundFile(content);
    const result = { count: lines.length, reversed: 0, blocked: 0, differing: 0 };
    for (const line of lines) {
      const outcome = await takeBack(partnerId, line);
      if (outcome === 'differing') await files.queueRefund(partnerId, clearingOn, line);
      result[outcome] += 1;
    }
    await files.taken(partnerId, clearingOn, sha256, clock.now());
    return result;
  }

  /** Each line is a reversal like any other: stored, handled, and answered the same when it comes again. */
  async function takeBack(
    partnerId: number,
    { transId, amountFen }: wechatBill.RefundLine,
  ): Promise<'reversed' | 'blocked' | 'differing'> {
    const message = {
      trade: 'reverse' as const,
      tradeKey: transId,
      originalKey: transId,
      amountFen,
      reason: '微信生活缴费退款',
    };
    const content = JSON.stringify(message);
    const stored = await messages.store({
      partnerId,
      trade: message.trade,
      tradeKey: transId,
      nonce: null,
      channel: 'wechat-bill',
      terminalNo: null,
      contentHash: createHash('sha256').update(content).digest(),
      parsed: message,
      raw: Buffer.from(content),
      receivedAt: clock.now(),
    });
    if (stored.outcome === 'differs') return 'differing';
    const { code, result } = await handleMessage({ id: stored.id, trade: 'reverse' }, { messages, clock });
    if (code !== '0000') return 'differing';
    return (result as { result: string }).result === 'reversed' ? 'reversed' : 'blocked';
  }
}
