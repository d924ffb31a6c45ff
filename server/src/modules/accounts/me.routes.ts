import { resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { ForgetMeBody, IdentityParams, MeView, MyDataView, MyPhoneBody } from './accounts.schemas.ts';
import type { linkPhone } from './link-phone.ts';
import type { Me } from './me.ts';
import type { PersonalData } from './personal-data.ts';
import { bearerToken } from './sign-in.routes.ts';

interface Dependencies {
  me: Me;
  linkPhone: ReturnType<typeof linkPhone>;
  personalData: PersonalData;
}

const tag = 'Me';

export function meRoutes({ me, linkPhone, personalData }: Dependencies): Route[] {
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
    defineRoute({
      method: 'get',
      path: '/me/data',
      access: resident(),
      summary: 'Everything that is stored about me, to take away',
      tag,
      output: MyDataView,
      handle: ({ actor }) => personalData.read(actor.personId),
    }),
    defineRoute({
      method: 'post',
      path: '/me/deletion',
      access: resident(),
      summary: 'Forget me: sign-in, bindings and titles go; payments stay under nobody’s name',
      tag,
      input: { body: ForgetMeBody },
      status: 204,
      handle: ({ actor, requestId }) => personalData.forget(actor.personId, requestId),
    }),
  ];
}
