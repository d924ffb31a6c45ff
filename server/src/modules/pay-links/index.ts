/** Links in text messages that lead to the bills they are about. They show a sum and a masked number, and open no session. */
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { anyone, resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import { tokenHash } from '../../infra/crypto.ts';
import type { Job } from '../../infra/jobs.ts';
import { businessDate } from '../../shared/dates.ts';
import { defineError } from '../../shared/errors.ts';
import { randomToken } from '../../shared/ids.ts';
import { createPayLinksRepository, type PayLinkItem } from './pay-links.repository.ts';

const payLinkNotFound = defineError('pay-link-not-found', 404, {
  zh: '链接有误或已过期，请核对短信中的链接，或在电厅首页缴费',
  en: 'This link is wrong or has lapsed; check it against the text message, or pay on the hall’s first page',
});

const payLinkNotBound = defineError('pay-link-not-bound', 409, {
  zh: '这条短信说的户号还没有绑定到您的账号，请先绑定，再来缴费',
  en: 'The household this message is about is not bound to your account yet; bind it first, then pay',
});

export interface PayLinkWish {
  accountNo: string;
  holderPeriodId: number;
  items: readonly PayLinkItem[];
  /** sms, debit-failed */
  reason: string;
}

export interface PayLinksModule {
  routes: Route[];
  jobs: Job[];
  /** The address of a page, valid for 24 hours. In the caller's transaction. */
  create(tx: PoolClient, wish: PayLinkWish): Promise<string>;
}

interface Dependencies {
  pool: Pool;
  clock: Clock;
  publicBaseUrl: string;
}

const validMs = 24 * 3_600_000;
const keptMs = 7 * 24 * 3_600_000;

/** Of any form: a link that was mistyped or cut off is answered like one that has lapsed. */
const Token = z.strictObject({ token: z.string().max(200) });
const PayLinkView = z.object({
  accountNoMasked: z.string(),
  /** As it was when the message was sent. */
  totalFen: z.int(),
  owedFen: z.int(),
  /** A bank debit is out: paying waits for it. */
  locked: z.boolean(),
  reason: z.string(),
  expiresAt: z.string(),
});

const PayLinkBillsView = z.object({
  accountNo: z
    .string()
    .nullable()
    .describe('Null: the household has been left, and what is owed of it stands in /final-bills'),
  /** Those the message is about, whether they are still open or not. */
  payableIds: z.array(z.int()),
});

export function createPayLinksModule({ pool, clock, publicBaseUrl }: Dependencies): PayLinksModule {
  const links = createPayLinksRepository(pool);
  const valid = async (token: string) => {
    const link = await links.find(tokenHash(token));
    if (!link || link.expiresAt <= clock.now()) throw payLinkNotFound();
    return link;
  };
  return {
    routes: [
      defineRoute({
        method: 'get',
        path: '/pay-links/:token',
        access: anyone('the token in a text message is the key; it shows a masked number and a sum'),
        summary: 'What a link in a text message is about',
        tag: 'Payments',
        input: { params: Token },
        output: PayLinkView,
        async handle({ params }) {
          const { accountNo, totalFen, reason, expiresAt, items } = await valid(params.token);
          const accountNoMasked = `${'*'.repeat(accountNo.length - 4)}${accountNo.slice(-4)}`;
          const owed = await links.stillOwed(items, clock.now());
          return { accountNoMasked, totalFen, reason, expiresAt: expiresAt.toISOString(), ...owed };
        },
      }),
      defineRoute({
        method: 'get',
        path: '/pay-links/:token/bills',
        access: resident(),
        summary: 'The household and the bills of such a link, for somebody who is bound to it',
        tag: 'Payments',
        input: { params: Token },
        output: PayLinkBillsView,
        async handle({ actor: { personId }, params }) {
          const { accountNo, holderPeriodId, items } = await valid(params.token);
          const bound = await links.bound(personId, holderPeriodId, businessDate(clock.now()));
          if (!bound) throw payLinkNotBound();
          return {
            accountNo: bound === 'held' ? accountNo : null,
            payableIds: items.map(({ payableId }) => payableId),
          };
        },
      }),
    ],
    jobs: [
      {
        name: 'forget-pay-links',
        cron: '40 17 * * *',
        run: () => links.forgetExpired(new Date(clock.now().getTime() - keptMs)),
      },
    ],
    async create(tx, { accountNo, holderPeriodId, items, reason }) {
      const token = randomToken();
      const totalFen = items.reduce((sum, item) => sum + item.amountFen, 0);
      const expiresAt = new Date(clock.now().getTime() + validMs);
      await links.add(tx, tokenHash(token), {
        accountNo,
        holderPeriodId,
        items: [...items],
        totalFen,
        reason,
        expiresAt,
      });
      return `${publicBaseUrl}/#/packages/pay/link/index?token=${token}`;
    },
  };
}
