/** Partners in the staff view, and the marked points that customers are told of. */
import { anyone, staff } from '../../http/access.ts';
import { DecisionBody } from '../../http/decision-body.ts';
import { defineRoute, type Route, rawReply } from '../../http/define-route.ts';
import type { PartnerManagement } from './manage-partners.ts';
import {
  CodeParam,
  FileParam,
  KeyBody,
  KeyEndBody,
  KeyMadeView,
  KeyParam,
  PartnerBody,
  PartnerChangeBody,
  PartnersView,
  PartnerView,
  PointsQuery,
  PointsView,
  TerminalBody,
  TermsBody,
  TermsParam,
  TopUpBody,
  TopUpMadeView,
  TopUpParam,
} from './staff.schemas.ts';

const tag = 'staff partners';
const see = staff('finance', 'supervisor', 'administrator', 'auditor');

export function partnerRoutes(manage: PartnerManagement): Route[] {
  return [...viewRoutes(manage), ...changeRoutes(manage), ...moneyRoutes(manage), pointsRoute(manage)];
}

function viewRoutes(manage: PartnerManagement): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/partners',
      access: see,
      summary: 'Partners with what they collected on the running clearing date, and bad messages of a week',
      tag,
      output: PartnersView,
      handle: () => manage.list(),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/partners/:code',
      access: see,
      summary: 'A partner: limits, keys, terminals, top-ups, clearing dates, bad messages',
      tag,
      input: { params: CodeParam },
      output: PartnerView,
      handle: ({ params }) => manage.show(params.code),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/partners/:code/day-files/:date',
      access: see,
      summary: 'The day file of a clearing date that is over, as the partner may fetch it',
      tag,
      input: { params: FileParam },
      async handle({ params }) {
        const { name, content } = await manage.dayFile(params.code, params.date);
        return rawReply({
          body: content,
          headers: {
            'Content-Type': 'text/plain; charset=gbk',
            'Content-Disposition': `attachment; filename="${name}"`,
          },
        });
      },
    }),
  ];
}

function changeRoutes(manage: PartnerManagement): Route[] {
  const administrator = staff('administrator');
  return [
    defineRoute({
      method: 'post',
      path: '/staff/partners',
      access: administrator,
      summary: 'Admit a partner',
      tag,
      input: { body: PartnerBody },
      output: PartnerView,
      status: 201,
      idempotent: true,
      async handle({ body, actor, requestId }) {
        await manage.create(body, { actor, requestId });
        return manage.show(body.code);
      },
    }),
    defineRoute({
      method: 'patch',
      path: '/staff/partners/:code',
      access: administrator,
      summary: 'Change limits, cut-off, addresses or channels, suspend or resume, with a reason',
      tag,
      input: { params: CodeParam, body: PartnerChangeBody },
      output: PartnerView,
      async handle({ params, body, actor, requestId }) {
        await manage.change(params.code, body, { actor, requestId });
        return manage.show(params.code);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/partners/:code/keys',
      access: administrator,
      summary:
        "Enter a key beside the present ones, which another person confirms; a bank's master key is made here and shown this once",
      tag,
      input: { params: CodeParam, body: KeyBody },
      output: KeyMadeView,
      status: 201,
      handle: ({ params, body, actor, requestId }) => manage.addKey(params.code, body, { actor, requestId }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/partners/:code/keys/:keyId/confirmation',
      access: staff('finance', 'supervisor', 'administrator'),
      summary: 'Confirm a key that another person entered: from now on the partner speaks by it',
      tag,
      input: { params: KeyParam },
      output: PartnerView,
      async handle({ params, actor, requestId }) {
        await manage.confirmKey(params.code, params.keyId, { actor, requestId });
        return manage.show(params.code);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/partners/:code/keys/:keyId/end',
      access: administrator,
      summary: 'End a key, now or at a time',
      tag,
      input: { params: KeyParam, body: KeyEndBody },
      output: PartnerView,
      async handle({ params, body, actor, requestId }) {
        await manage.endKey(params.code, params.keyId, body, { actor, requestId });
        return manage.show(params.code);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/partners/:code/terminals',
      access: administrator,
      summary: 'Register a point or terminal, or change it',
      tag,
      input: { params: CodeParam, body: TerminalBody },
      output: PartnerView,
      async handle({ params, body, actor, requestId }) {
        await manage.putTerminal(params.code, body, { actor, requestId });
        return manage.show(params.code);
      },
    }),
  ];
}

function moneyRoutes(manage: PartnerManagement): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/staff/partners/:code/top-ups',
      access: staff('finance'),
      summary: 'Enter money that a prefunded partner has paid in; another person approves it',
      tag,
      input: { params: CodeParam, body: TopUpBody },
      output: TopUpMadeView,
      status: 201,
      idempotent: true,
      handle: ({ params, body, actor, requestId }) =>
        manage.requestTopUp(params.code, body, { actor, requestId }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/partner-top-ups/:topUpId/decision',
      access: staff('finance', 'supervisor'),
      summary: 'Approve or reject a top-up that another person entered',
      tag,
      input: { params: TopUpParam, body: DecisionBody },
      output: TopUpMadeView,
      idempotent: true,
      handle: ({ params, body, actor, requestId }) =>
        manage.decideTopUp(params.topUpId, body, { actor, requestId }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/partners/:code/terms',
      access: staff('administrator'),
      summary: 'Propose a commission from a clearing date on that has not begun; another person decides',
      tag,
      input: { params: CodeParam, body: TermsBody },
      output: PartnerView,
      status: 201,
      idempotent: true,
      async handle({ params, body, actor, requestId }) {
        await manage.proposeTerms(params.code, body, { actor, requestId });
        return manage.show(params.code);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/partners/:code/terms/:termsId/decision',
      access: staff('finance', 'supervisor'),
      summary: 'Approve or reject a commission that another person proposed',
      tag,
      input: { params: TermsParam, body: DecisionBody },
      output: PartnerView,
      idempotent: true,
      async handle({ params, body, actor, requestId }) {
        await manage.decideTerms(params.code, params.termsId, body, { actor, requestId });
        return manage.show(params.code);
      },
    }),
  ];
}

function pointsRoute(manage: PartnerManagement): Route {
  return defineRoute({
    method: 'get',
    path: '/collection-points',
    access: anyone('points with our collection mark are for everybody to find'),
    summary: 'Points that carry our collection mark (含代收标识)',
    tag,
    input: { query: PointsQuery },
    output: PointsView,
    handle: ({ query }) => manage.points(query.channel, query.search),
  });
}
