/** Staff write what is made public; another person publishes it. */
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { disclosureNotFound } from './disclosures.errors.ts';
import type { DisclosuresRepository } from './disclosures.repository.ts';
import {
  DecisionBody,
  DisclosureBody,
  EditionBody,
  NumberParam,
  StaffDisclosureView,
  StaffListQuery,
  StaffListView,
  showHead,
  showListed,
  WithdrawalBody,
} from './disclosures.schemas.ts';
import type { PublishDisclosure } from './publish-disclosure.ts';

interface Dependencies {
  disclosures: DisclosuresRepository;
  publish: PublishDisclosure;
}

const tag = 'Staff: information disclosure';
const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
const writers = staff('clerk', 'supervisor');
const publishers = staff('supervisor');

async function whole(disclosures: DisclosuresRepository, number: string) {
  const disclosure = await disclosures.find(number);
  if (!disclosure) throw disclosureNotFound();
  return { ...showHead(disclosure), editions: await disclosures.editions(disclosure.id) };
}

export function staffDisclosureRoutes(dependencies: Dependencies): Route[] {
  return [...readingRoutes(dependencies), ...writingRoutes(dependencies), ...decidingRoutes(dependencies)];
}

function readingRoutes({ disclosures }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/disclosures',
      access: readers,
      summary: 'Every notice and policy with its newest edition; what waits for a second person first',
      tag,
      input: { query: StaffListQuery },
      output: StaffListView,
      handle: async ({ query: { q = null, kind = null } }) => ({
        disclosures: (await disclosures.workList(q, kind)).map(showListed),
      }),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/disclosures/:number',
      access: readers,
      summary: 'A notice or policy with all its editions',
      tag,
      input: { params: NumberParam },
      output: StaffDisclosureView,
      handle: ({ params }) => whole(disclosures, params.number),
    }),
  ];
}

function writingRoutes({ disclosures, publish }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/disclosures',
      access: writers,
      summary: 'Write a notice or policy; it is public once another person has published it',
      tag,
      input: { body: DisclosureBody },
      output: StaffDisclosureView,
      status: 201,
      idempotent: true,
      async handle({ actor, body: { kind, ...content }, requestId }) {
        return whole(disclosures, await publish.add({ actor, requestId }, kind, content));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/disclosures/:number/editions',
      access: writers,
      summary: 'Write the next edition; what was published stays until its day, and can be read after it',
      tag,
      input: { params: NumberParam, body: EditionBody },
      output: StaffDisclosureView,
      status: 201,
      idempotent: true,
      async handle({ actor, params: { number }, body, requestId }) {
        await publish.write({ actor, requestId }, number, body);
        return whole(disclosures, number);
      },
    }),
  ];
}

function decidingRoutes({ disclosures, publish }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/disclosures/:number/decisions',
      access: publishers,
      summary: 'Publish the edition that somebody else has written, or refuse it with a reason',
      tag,
      input: { params: NumberParam, body: DecisionBody },
      output: StaffDisclosureView,
      async handle({ actor, params: { number }, body, requestId }) {
        const refusedFor = body.decision === 'refuse' ? body.reason : null;
        await publish.decide({ actor, requestId }, number, body.edition, refusedFor);
        return whole(disclosures, number);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/disclosures/:number/withdrawal',
      access: publishers,
      summary: 'Take down what should never have been public, with a reason',
      tag,
      input: { params: NumberParam, body: WithdrawalBody },
      output: StaffDisclosureView,
      async handle({ actor, params: { number }, body: { reason }, requestId }) {
        await publish.withdraw({ actor, requestId }, number, reason);
        return whole(disclosures, number);
      },
    }),
  ];
}
