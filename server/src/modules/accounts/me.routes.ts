import { resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { IdentityParams, MeView, MyPhoneBody } from './accounts.schemas.ts';
import type { linkPhone } from './link-phone.ts';
import type { Me } from './me.ts';
import { bearerToken } from './sign-in.routes.ts';

interface Dependencies {
  me: Me;
  linkPhone: ReturnType<typeof linkPhone>;
}

const tag = 'Me';

export function meRoutes({ me, linkPhone }: Dependencies): Route[] {
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
      path: '/me/phone',
      access: resident(),
      summary: 'Link a phone by a code sent to it; joins whoever is known by it with me',
      tag,
      input: { body: MyPhoneBody },
      output: MeView,
      handle: async ({ actor, body, headers, requestId }) => {
        await linkPhone({ personId: actor.personId, token: bearerToken(headers), ...body, requestId });
        return me.view(actor.personId);
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/me/identities/:id',
      access: resident(),
      summary: 'Remove one way to sign in, with its sessions',
      tag,
      input: { params: IdentityParams },
      output: MeView,
      handle: ({ actor, params }) => me.removeIdentity(actor, params.id),
    }),
  ];
}
