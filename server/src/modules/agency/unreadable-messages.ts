/**
 * A partner's message that is proved and cannot be read gets the protocol's error, and is kept for staff: a partner that
 * has changed its program finds out from us, not from its customers.
 */
import type { Logger } from '../../infra/logging.ts';
import { agencyWire, type KeepUnreadable } from '../payments/index.ts';
import type { Partner } from './partner.ts';

interface Dependencies {
  keepUnreadable: KeepUnreadable;
  logger: Logger;
}

/** Keeps it if that is what `error` says of it; never throws, the answer does not depend on it. */
export type UnreadableMessages = (
  error: unknown,
  partner: Partner,
  raw: { headers?: Record<string, string | undefined>; body: Buffer },
) => Promise<void>;

const unread: ReadonlySet<agencyWire.BadReason> = new Set(['form', 'encoding', 'length', 'truncated']);

export function createUnreadableMessages({ keepUnreadable, logger }: Dependencies): UnreadableMessages {
  return async (error, { code: partner }, { headers = {}, body }) => {
    if (!(error instanceof agencyWire.AgencyRefusal) || !error.bad || !unread.has(error.bad)) return;
    await keepUnreadable({ source: `partner:${partner}`, headers, body, code: error.bad }).catch(cause =>
      logger.error({ partner, err: cause }, 'unreadable partner message not kept'),
    );
  };
}
