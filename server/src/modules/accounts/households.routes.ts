import { household, resident } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import {
  AccountNoParams,
  BindBody,
  BindingParams,
  HouseholdsView,
  HouseholdView,
  HouseholdWishBody,
  MeterLookupBody,
  MeterLookupView,
  PeopleView,
  PreviewView,
  ProofBody,
} from './accounts.schemas.ts';
import type { BindHousehold } from './bind-household.ts';
import type { FindAccount } from './find-account.ts';
import type { ManageHouseholds } from './manage-households.ts';

interface Dependencies {
  find: FindAccount;
  binding: BindHousehold;
  households: ManageHouseholds;
}

const tag = 'Households';

export function householdsRoutes({ find, binding, households }: Dependencies): Route[] {
  return [...findingRoutes(find), ...bindingRoutes(binding, households), ...peopleRoutes(households)];
}

function findingRoutes(find: FindAccount): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/meter-lookups',
      access: resident(),
      summary: 'Find the account number behind a meter, an address or one’s own phone; masked and limited',
      tag,
      input: { body: MeterLookupBody },
      output: MeterLookupView,
      handle: async ({ actor, body, ip }) => ({ matches: await find.lookUp(body, actor, ip) }),
    }),
    defineRoute({
      method: 'get',
      path: '/household-previews/:accountNo',
      access: resident(),
      summary: 'Masked name and address of an account, to be confirmed before binding or paying',
      tag,
      input: { params: AccountNoParams },
      output: PreviewView,
      handle: ({ actor, params, ip }) => find.preview(params.accountNo, actor, ip),
    }),
  ];
}

function bindingRoutes(binding: BindHousehold, households: ManageHouseholds): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/households',
      access: resident(),
      summary: 'My households, the default one first',
      tag,
      output: HouseholdsView,
      handle: async ({ actor }) => ({ households: await households.list(actor.personId) }),
    }),
    defineRoute({
      method: 'post',
      path: '/households',
      access: resident(),
      summary: 'Bind a household: pay-only by its number, in full with a proof',
      tag,
      input: { body: BindBody },
      output: HouseholdView,
      idempotent: true,
      handle: ({ actor, body, ip, requestId }) => binding.bind({ actor, ...body, ip, requestId }),
    }),
    defineRoute({
      method: 'post',
      path: '/households/:accountNo/proof',
      access: household('pay-only'),
      summary: 'Raise a pay-only household to full by a proof',
      tag,
      input: { params: AccountNoParams, body: ProofBody },
      output: HouseholdView,
      handle: ({ actor, household: bound, body, ip, requestId }) =>
        binding.raise({ actor, household: bound, proof: body.proof, ip, requestId }),
    }),
    defineRoute({
      method: 'patch',
      path: '/households/:accountNo',
      access: household('pay-only'),
      summary: 'Give a household a nickname, or make it the default',
      tag,
      input: { params: AccountNoParams, body: HouseholdWishBody },
      output: HouseholdView,
      handle: ({ actor, household: bound, body }) => households.change(actor, bound, body),
    }),
    defineRoute({
      method: 'delete',
      path: '/households/:accountNo',
      access: household('pay-only'),
      summary: 'Unbind a household',
      tag,
      input: { params: AccountNoParams },
      status: 204,
      handle: ({ actor, household: bound }) => households.unbind(actor, bound),
    }),
  ];
}

function peopleRoutes(households: ManageHouseholds): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/people',
      access: household('full', { holder: true }),
      summary: 'Who is bound to my household',
      tag,
      input: { params: AccountNoParams },
      output: PeopleView,
      handle: async ({ actor, household: bound }) => ({ people: await households.people(actor, bound) }),
    }),
    defineRoute({
      method: 'delete',
      path: '/households/:accountNo/people/:bindingId',
      access: household('full', { holder: true }),
      summary: 'Remove somebody from my household',
      tag,
      input: { params: BindingParams },
      status: 204,
      handle: ({ actor, household: bound, params, requestId }) =>
        households.removePerson(actor, bound, params.bindingId, requestId),
    }),
  ];
}
