/** People who let their wallet pay by itself: signed in the wallet, told, and debited by the hall's own jobs. */
import { businessDate } from '../../../server/src/shared/dates.ts';
import { freshKey } from '../../integration/payments/story.ts';
import type { Household, Resident } from '../../support/world.ts';
import type { Stage } from './player.ts';

const gateways: Record<string, 'wechat-pay' | 'alipay'> = { wechat: 'wechat-pay', alipay: 'alipay' };

interface Agreements {
  /** Of ways to pay by which an agreement is signed. */
  isOffered(channel: string): boolean;
  sign(channel: string, resident: Resident, household: Household): Promise<void>;
  finish(): Promise<void>;
}

export function openAgreements({ hall, clock }: Stage): Agreements {
  /** WeChat's customers are told two days before. The proof has one day, so the days are dated back. */
  async function hasten(): Promise<void> {
    const now = clock.now();
    await hall.owner.query(
      `UPDATE agreement_debits SET first_on = $1, next_at = $2 WHERE status = 'noticed' AND first_on > $1`,
      [businessDate(now), now],
    );
  }
  /** Not begun yet; what has begun is the aftermath's to see through. */
  const toCome = async (): Promise<number> => {
    const { rows } = await hall.owner.query(
      `SELECT count(*)::int AS count FROM agreement_debits WHERE status = 'planned' OR status = 'noticed' AND attempts = 0`,
    );
    return rows[0].count;
  };
  return {
    isOffered: channel => channel in gateways,
    async sign(channel, { token }, { accountNo }) {
      await hasten();
      const { status, body } = await hall.call('POST', `/households/${accountNo}/agreements`, {
        token,
        body: { gateway: gateways[channel] },
        key: freshKey(),
      });
      // The wallet is silent, or the hall died after it had written the wish down: this person thinks better of it.
      if (status !== 201) return;
      const { kind, extraData, signStr } = body.action;
      if (kind === 'wechat-sign') await hall.sandbox.post('/control/wechat/entrust', extraData);
      else await hall.sandbox.post('/control/alipay/sign-center', { signStr });
    },
    async finish() {
      const end = Date.now() + 120_000;
      while (Date.now() < end && (await toCome()) > 0) {
        await hasten();
        await new Promise(done => setTimeout(done, 500));
      }
    },
  };
}
