/** A customer asks a wallet for an agreement: written down first, then the wallet is asked, then the customer signs there. */
import type { BoundHousehold, ResidentActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { newAgreementNo } from '../../shared/ids.ts';
import type { Gateway, SigningScene } from '../payments/index.ts';
import type { AgreementsRepository } from './agreements.repository.ts';
import { agreementExists, agreementNotOffered, walletSilent } from './autopay.errors.ts';

export interface SignDependencies {
  agreements: AgreementsRepository;
  gateways: readonly Gateway[];
  clock: Clock;
  /** Where this gateway's messages about agreements arrive. */
  notifyUrl(gateway: string): string;
}

export interface SigningOffer {
  gateway: string;
  scene: SigningScene;
}

/**
 * What may be offered to this person here. Who came through a wallet's mini-program is inside it, and there only that
 * wallet's agreement is offered; a browser opens either wallet's own page.
 */
export function offersFor(actor: ResidentActor, gateways: readonly Gateway[]): SigningOffer[] {
  const able = gateways.filter(gateway => gateway.agreement);
  const inside = able.find(({ payerApps }) =>
    [payerApps.mini, payerApps.create].includes(actor.appId || 'none'),
  );
  if (inside) return [{ gateway: inside.code, scene: 'mini' }];
  const home = { wechat: 'wechat-pay', alipay: 'alipay', phone: undefined }[actor.provider];
  if (home)
    return able.filter(({ code }) => code === home).map(({ code }) => ({ gateway: code, scene: 'browser' }));
  return able.map(({ code }) => ({ gateway: code, scene: 'browser' }));
}

const firstLookMs = 30_000;

/** @throws AppError agreement-not-offered, agreement-exists, wallet-silent @returns its number */
export async function signAgreement(
  actor: ResidentActor,
  household: BoundHousehold,
  request: { gateway: string; returnUrl?: string },
  { agreements, gateways, clock, notifyUrl }: SignDependencies,
): Promise<string> {
  const offer = offersFor(actor, gateways).find(({ gateway }) => gateway === request.gateway);
  const gateway = gateways.find(({ code }) => code === request.gateway);
  if (!offer || !gateway?.agreement) throw agreementNotOffered();
  const now = clock.now();
  const agreementNo = newAgreementNo(now);
  const { holderPeriodId, accountNo } = household;
  const begun = await agreements.begin({
    agreementNo,
    personId: actor.personId,
    holderPeriodId,
    gateway: gateway.code,
    now,
    nextQueryAt: new Date(now.getTime() + firstLookMs),
  });
  if (!begun) throw agreementExists();
  const outcome = await gateway.agreement.begin({
    agreementNo,
    scene: offer.scene,
    subject: offer.scene === 'mini' ? actor.subject : undefined,
    displayAccount: `户号尾号${accountNo.slice(-4)}`,
    notifyUrl: notifyUrl(gateway.code),
    returnUrl: request.returnUrl,
  });
  if (outcome.status === 'ready') {
    await agreements.keepAction(agreementNo, outcome.action);
    return agreementNo;
  }
  // Unsigned it binds nobody; should it be signed after all, the wallet tells and it counts.
  await agreements.close(agreementNo, outcome.status === 'failed' ? 'refused' : 'not-signed', now);
  throw outcome.status === 'failed' ? agreementNotOffered() : walletSilent();
}
