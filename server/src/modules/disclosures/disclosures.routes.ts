/** What everybody may read, with the day it takes effect. */
import { anyone } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { disclosureNotFound } from './disclosures.errors.ts';
import type { DisclosuresRepository } from './disclosures.repository.ts';
import {
  ListQuery,
  NumberParam,
  PublicDetailView,
  PublicListView,
  showPublic,
} from './disclosures.schemas.ts';

interface Dependencies {
  disclosures: DisclosuresRepository;
  today(): string;
}

const tag = 'Information disclosure';
const forEverybody = anyone('policies and notices are for everybody');

export function disclosureRoutes({ disclosures, today }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/disclosures',
      access: forEverybody,
      summary:
        'Policies and notices that hold or will hold, or those that are over; the latest published first',
      tag,
      input: { query: ListQuery },
      output: PublicListView,
      async handle({ query: { q = null, kind = null, when, page, size } }) {
        const offset = (page - 1) * size;
        const found = await disclosures.list({ q, kind, when, on: today(), limit: size + 1, offset });
        return { disclosures: found.slice(0, size).map(showPublic), more: found.length > size };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/disclosures/:number',
      access: forEverybody,
      summary: 'All that was ever published of one notice or policy, the latest day first',
      tag,
      input: { params: NumberParam },
      output: PublicDetailView,
      async handle({ params: { number } }) {
        const editions = await disclosures.publicEditions(number, today());
        if (editions.length === 0) throw disclosureNotFound();
        return { editions: editions.map(showPublic) };
      },
    }),
  ];
}
