import { household } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import type { HouseholdWishesRepository } from './household-wishes.repository.ts';
import { HouseholdParams, HouseholdWishesBody, HouseholdWishesView } from './resident.schemas.ts';

const tag = 'messages';

export function householdWishesRoutes(wishes: HouseholdWishesRepository): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/message-preferences',
      access: household('pay-only'),
      summary: 'How I want to be told of this household, where it differs from my own wishes',
      tag,
      input: { params: HouseholdParams },
      output: HouseholdWishesView,
      handle: ({ actor, household: { holderPeriodId } }) => wishes.read(actor.personId, holderPeriodId),
    }),
    defineRoute({
      method: 'put',
      path: '/households/:accountNo/message-preferences',
      access: household('pay-only'),
      summary:
        'Ways, quiet hours and language for this household alone; null is as for all others, what is left out stays',
      tag,
      input: { params: HouseholdParams, body: HouseholdWishesBody },
      output: HouseholdWishesView,
      handle: ({ actor, household: { holderPeriodId }, body }) =>
        wishes.change(actor.personId, holderPeriodId, body),
    }),
  ];
}
