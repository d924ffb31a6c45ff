/** What residents do with auto-pay: see, sign, look again, end. */
import type { z } from 'zod';
import { household, type ResidentActor, resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { badRequest } from '../../shared/errors.ts';
import type { AgreementWithDebits } from './agreements.repository.ts';
import { agreementNotFound } from './autopay.errors.ts';
import { AccountParam, AgreementParam, AgreementsView, AgreementView, SignBody } from './autopay.schemas.ts';
import { checkAgreement, endAgreement, type FollowDependencies } from './follow-agreements.ts';
import { offersFor, type SignDependencies, signAgreement } from './sign-agreement.ts';
import { whyFailed } from './why-failed.ts';

export type AutopayRoutesDependencies = SignDependencies & FollowDependencies & { publicBaseUrl: string };
type Shown = z.input<typeof AgreementView>;

const tag = 'auto-pay';

export function autopayRoutes(dependencies: AutopayRoutesDependencies): Route[] {
  const { agreements, gateways, publicBaseUrl } = dependencies;
  const show = async (actor: ResidentActor, agreementNo: string): Promise<Shown> => {
    const mine = await agreements.ofPerson(actor.personId);
    const found = mine.find(agreement => agreement.agreementNo === agreementNo);
    if (!found) throw agreementNotFound();
    return viewAgreement(found);
  };
  return [
    defineRoute({
      method: 'get',
      path: '/agreements',
      access: resident(),
      summary: "The person's auto-pay agreements with their debits, and the wallets offered here",
      tag,
      output: AgreementsView,
      async handle({ actor }) {
        const mine = await agreements.ofPerson(actor.personId);
        return {
          agreements: mine.map(viewAgreement),
          offers: offersFor(actor, gateways) as z.input<typeof AgreementsView>['offers'],
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/households/:accountNo/agreements',
      access: household('pay-only'),
      summary: 'Begin to sign: answers with what the client needs in order to sign in the wallet',
      tag,
      input: { params: AccountParam, body: SignBody },
      output: AgreementView,
      status: 201,
      idempotent: true,
      async handle({ actor, household, body }) {
        const returnUrl = ownUrl(body.returnUrl, publicBaseUrl);
        return show(actor, await signAgreement(actor, household, { ...body, returnUrl }, dependencies));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/agreements/:agreementNo/check',
      access: resident(),
      summary: 'Ask the wallet now how the agreement stands',
      tag,
      input: { params: AgreementParam },
      output: AgreementView,
      async handle({ params, actor }) {
        await checkAgreement(actor.personId, params.agreementNo, dependencies);
        return show(actor, params.agreementNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/agreements/:agreementNo/cancel',
      access: resident(),
      summary:
        'End the agreement: nothing more is debited from now on; what is under way ends as the wallet says',
      tag,
      input: { params: AgreementParam },
      output: AgreementView,
      async handle({ params, actor }) {
        await endAgreement(actor.personId, params.agreementNo, dependencies);
        return show(actor, params.agreementNo);
      },
    }),
  ];
}

function viewAgreement(agreement: AgreementWithDebits): Shown {
  const { agreementNo, accountNo, gateway, status, createdAt, signedAt, endedAt, endReason, action } =
    agreement;
  return {
    agreementNo,
    accountNo,
    gateway: gateway as Shown['gateway'],
    status,
    createdAt: createdAt.toISOString(),
    signedAt: signedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    endReason,
    action: status === 'signing' ? action : null,
    debits: agreement.debits.map(({ failureReason, nextAt, ...debit }) => ({
      ...debit,
      failure: failureReason === null ? null : whyFailed(failureReason),
      nextAt: nextAt === null ? null : new Date(nextAt).toISOString(),
    })),
  };
}

/** A customer comes back to us and nowhere else. */
function ownUrl(returnUrl: string | undefined, publicBaseUrl: string): string | undefined {
  if (returnUrl === undefined) return undefined;
  const home = new URL(publicBaseUrl);
  const target = URL.canParse(returnUrl, publicBaseUrl) ? new URL(returnUrl, home) : undefined;
  if (target?.origin === home.origin) return target.href;
  const message = { zh: '返回地址须在本站之内', en: 'Must be an address of this site' };
  throw badRequest({}, [{ field: 'returnUrl', rule: 'own-site', message }]);
}
