/** What each role may do, as the server's routes declare it: nothing is shown that would be refused. */
import { type StaffRoute, staffRoutes } from '../../../api/staff-routes.ts';
import type { StaffRole } from '../api/staff.types.ts';

/** A permission is the right to call a route, such as `GET /staff/payments`. */
export type Permission = StaffRoute;

export function may(roles: readonly StaffRole[], permission: Permission): boolean {
  const allowed = staffRoutes[permission].split(' ');
  return roles.some(role => allowed.includes(role));
}
