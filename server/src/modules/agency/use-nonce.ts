/** Look-ups and day files bind nothing, and are no message of the core; sent again as they were, they are a replay all the same. */
import { createHash } from 'node:crypto';
import type { Clock } from '../../infra/clock.ts';
import { agencyWire } from '../payments/index.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { Partner } from './partner.ts';

interface Passing {
  trade: 'look-up' | 'file';
  /** What names it: a serial, or method and date of a file. */
  key: string;
  /** Of a file only its hash is kept here, the file is kept as a file. */
  body: Buffer;
  /** What it was answered; a file is noted before it is looked at. */
  code?: agencyWire.AgencyCode;
}

/** @throws AgencyRefusal 1004 when the nonce was seen before */
export type UseNonce = (sender: { partner: Partner; nonce: string }, passing: Passing) => Promise<void>;

export function createUseNonce({
  messages,
  clock,
}: {
  messages: MessagesRepository;
  clock: Clock;
}): UseNonce {
  return async ({ partner, nonce }, { trade, key, body, code = '0000' }) => {
    const fresh = await messages.note(
      {
        partnerId: partner.id,
        trade,
        tradeKey: key,
        nonce,
        channel: partner.channels[0] ?? '',
        contentHash: createHash('sha256').update(body).digest(),
        parsed: {},
        raw: trade === 'file' ? Buffer.alloc(0) : body,
        receivedAt: clock.now(),
      },
      code,
    );
    if (!fresh) throw new agencyWire.AgencyRefusal('1004', 'replay');
  };
}
