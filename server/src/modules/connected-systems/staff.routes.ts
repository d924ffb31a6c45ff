/** Systems that bring data by themselves, in the staff view. */
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { SystemManagement } from './manage-systems.ts';
import {
  SystemBody,
  SystemChangeBody,
  SystemKeyBody,
  SystemKeyEndBody,
  SystemKeyMadeView,
  SystemKeyParam,
  SystemParam,
  SystemsView,
  SystemView,
} from './staff.schemas.ts';

const tag = 'staff: connected systems';
const administrator = staff('administrator');

export function connectedSystemRoutes(manage: SystemManagement): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/connected-systems',
      access: staff('administrator', 'auditor'),
      summary: 'Systems that bring data by themselves, with what they may bring and their keys',
      tag,
      output: SystemsView,
      handle: async () => ({ systems: await manage.list() }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/connected-systems',
      access: administrator,
      summary: 'Let a system bring data by itself; a key follows',
      tag,
      input: { body: SystemBody },
      output: SystemView,
      status: 201,
      idempotent: true,
      handle: ({ body, actor, requestId }) => manage.add(body, { actor, requestId }),
    }),
    defineRoute({
      method: 'patch',
      path: '/staff/connected-systems/:code',
      access: administrator,
      summary: 'Change its name, what it may bring or from where, suspend or resume it, with a reason',
      tag,
      input: { params: SystemParam, body: SystemChangeBody },
      output: SystemView,
      handle: ({ params, body, actor, requestId }) => manage.change(params.code, body, { actor, requestId }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/connected-systems/:code/keys',
      access: administrator,
      summary: 'Make a key, shown this once; two may be in use while one takes the place of the other',
      tag,
      input: { params: SystemParam, body: SystemKeyBody },
      output: SystemKeyMadeView,
      status: 201,
      handle: ({ params, body, actor, requestId }) =>
        manage.addKey(params.code, body.keyId, { actor, requestId }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/connected-systems/:code/keys/:keyId/end',
      access: administrator,
      summary: 'End a key at once',
      tag,
      input: { params: SystemKeyParam, body: SystemKeyEndBody },
      output: SystemView,
      handle: ({ params, body, actor, requestId }) =>
        manage.endKey(params.code, params.keyId, body.reason, { actor, requestId }),
    }),
  ];
}
