import { forbidden, notFound, unauthenticated } from '../shared/errors.ts';
import type { Access, BoundHousehold, Gatekeeper, ResidentActor, StaffActor, SystemActor } from './access.ts';
import type { HallContext } from './define-route.ts';

export interface Admitted {
  actor?: ResidentActor | StaffActor | SystemActor;
  household?: BoundHousehold;
}

export const staffCookie = 'dianting_staff';

/** Lets the caller in, or throws. A household that is not bound looks exactly like one that does not exist. */
export async function admit(context: HallContext, access: Access, gatekeeper: Gatekeeper): Promise<Admitted> {
  if (access.kind === 'anyone' || access.kind === 'signed') return {};
  if (access.kind === 'staff') return { actor: await admitStaff(context, access.roles, gatekeeper) };
  const token = bearerToken(context);
  if (access.kind === 'system') {
    const { requestId } = context.state;
    const actor = await gatekeeper.system(token, { scope: access.scope, ip: context.ip, requestId });
    if (!actor) throw unauthenticated();
    return { actor };
  }
  if (access.kind === 'resident') {
    const actor = await gatekeeper.resident(token);
    if (!actor) throw unauthenticated();
    return { actor };
  }
  const caller = await gatekeeper.household(token, String(context['params']['accountNo'] ?? ''));
  if (!caller) throw unauthenticated();
  const { actor, household } = caller;
  if (!household) throw notFound();
  if ((access.level === 'full' && household.level !== 'full') || (access.holder && !household.isHolder))
    throw forbidden();
  return { actor, household };
}

function bearerToken(context: HallContext): string {
  const token = /^Bearer ([\w-]{20,})$/.exec(context.get('Authorization'))?.[1];
  if (!token) throw unauthenticated();
  return token;
}

/** Staff carry an HttpOnly, SameSite=Strict cookie; a changing request must also come from our own pages. */
async function admitStaff(
  context: HallContext,
  roles: readonly string[],
  gatekeeper: Gatekeeper,
): Promise<StaffActor> {
  const token = context.cookies.get(staffCookie);
  const actor = token ? await gatekeeper.staff(token) : undefined;
  if (!actor) throw unauthenticated();
  const origin = context.get('Origin');
  // `null` comes from sandboxed frames and redirects: somewhere else as well.
  const foreign = origin && (!URL.canParse(origin) || new URL(origin).host !== context.host);
  if (foreign && context.method !== 'GET') throw forbidden();
  if (!actor.roles.some(role => roles.includes(role))) throw forbidden();
  return actor;
}

/** Whose idempotency keys these are. */
export function actorKey({ actor }: Admitted): string {
  if (!actor) return 'anyone';
  if (actor.kind === 'system') return `system:${actor.code}`;
  return actor.kind === 'staff' ? `staff:${actor.staffId}` : `person:${actor.personId}`;
}
