import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { createMemberManagement } from './manage-members.ts';
import {
  MemberChangeBody,
  MemberParams,
  MemberResultView,
  MembersView,
  NamesView,
  NewMemberBody,
} from './staff.schemas.ts';
import { staffRoles } from './staff-member.ts';

const tag = 'Staff';

export function membersRoutes(members: ReturnType<typeof createMemberManagement>): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/members',
      access: staff('administrator', 'auditor'),
      summary: 'Members of staff and their roles',
      tag,
      output: MembersView,
      handle: async () => ({ members: await members.members() }),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/names',
      access: staff(...staffRoles),
      summary: 'What everybody is called who works here or once did: for every list that says who did it',
      tag,
      output: NamesView,
      handle: async () => ({ names: await members.names() }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/members',
      access: staff('administrator'),
      summary: 'Add a member; answers once with what the authenticator app scans',
      tag,
      input: { body: NewMemberBody },
      output: MemberResultView,
      status: 201,
      handle: ({ actor, body, requestId }) => members.create(actor, body, requestId),
    }),
    defineRoute({
      method: 'patch',
      path: '/staff/members/:id',
      access: staff('administrator'),
      summary: 'Change name, roles or password, deactivate, or reset the one-time code',
      tag,
      input: { params: MemberParams, body: MemberChangeBody },
      output: MemberResultView,
      handle: ({ actor, params, body, requestId }) => members.change(actor, params.id, body, requestId),
    }),
  ];
}
