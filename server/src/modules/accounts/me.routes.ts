import { resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import {
  ForgetMeBody,
  IdentityParams,
  MeView,
  MyDataView,
  MyIdentityBody,
  MyPhoneBody,
  MyProofBody,
} from './accounts.schemas.ts';
import type { addWallet } from './add-wallet.ts';
import { limits } from './limits.ts';
import type { linkPhone } from './link-phone.ts';
import type { Me } from './me.ts';
import { networkOf } from './network.ts';
import type { PersonalData } from './personal-data.ts';
import type { proveSelf } from './prove-self.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { bearerToken } from './sign-in.routes.ts';

interface Dependencies {
  me: Me;
  linkPhone: ReturnType<typeof linkPhone>;
  addWallet: ReturnType<typeof addWallet>;
  proveSelf: ReturnType<typeof proveSelf>;
  limiter: RateLimiter;
  personalData: PersonalData;
}

const tag = 'Me';

export function meRoutes(dependencies: Dependencies): Route[] {
  const { me, linkPhone, addWallet, proveSelf, limiter, personalData } = dependencies;
  return [
    defineRoute({
      method: 'get',
      path: '/me',
      access: resident(),
      summary: 'The signed-in person',
      tag,
      output: MeView,
      handle: ({ actor }) => me.view(actor.personId),
    }),
    defineRoute({
      method: 'post',
      path: '/me/proof',
      access: resident(),
      summary:
        'Prove this session anew: by a code to one’s own phone, or by the wallet the account began with',
      tag,
      input: { body: MyProofBody },
      status: 204,
      handle: async ({ actor, body, headers, ip }) => {
        if (body.kind !== 'sms') await limiter.take([limits.signInPerNetwork, networkOf(ip)]);
        await proveSelf({ actor, token: bearerToken(headers), proof: body });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/me/phone',
      access: resident(),
      summary:
        'Link a phone by a code sent to it and a fresh proof of the account; joins whoever is known by it with me',
      tag,
      input: { body: MyPhoneBody },
      output: MeView,
      handle: async ({ actor, body, headers, requestId }) => {
        await linkPhone({ actor, token: bearerToken(headers), ...body, requestId });
        return me.view(actor.personId);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/me/identities',
      access: resident(),
      summary:
        'Add the wallet one is in, by its login code and a fresh proof of one’s phone; this session stands for it from then on',
      tag,
      input: { body: MyIdentityBody },
      output: MeView,
      handle: async ({ actor, body, headers, ip, requestId }) => {
        await limiter.take([limits.signInPerNetwork, networkOf(ip)]);
        await addWallet({ actor, token: bearerToken(headers), wallet: body, join: body.join, requestId });
        return me.view(actor.personId);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/me/identities/:id',
      access: resident(),
      summary: 'Remove one way to sign in, with its sessions, after a fresh proof of the account',
      tag,
      input: { params: IdentityParams },
      output: MeView,
      handle: ({ actor, params, requestId }) => me.removeIdentity(actor, params.id, requestId),
    }),
    defineRoute({
      method: 'get',
      path: '/me/data',
      access: resident(),
      summary: 'Everything that is stored about me, to take away, after a fresh proof of the account',
      tag,
      output: MyDataView,
      handle: ({ actor }) => personalData.read(actor),
    }),
    defineRoute({
      method: 'post',
      path: '/me/deletion',
      access: resident(),
      summary:
        'Forget me, after a fresh proof of the account: sign-in, bindings and titles go; payments stay under nobody’s name',
      tag,
      input: { body: ForgetMeBody },
      status: 204,
      handle: ({ actor, requestId }) => personalData.forget(actor, requestId),
    }),
  ];
}
