/** client/api/staff-routes.ts: which role may call which staff route, as the routes declare it; the staff view shows nothing else. */
interface Operation {
  'x-roles'?: string[];
}

export function describeStaffRoutes(openapi: Record<string, unknown>): string {
  const paths = openapi['paths'] as Record<string, Record<string, Operation>>;
  const lines = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const roles = operation['x-roles'];
      if (!roles) return [];
      const name = `${method.toUpperCase()} ${path.replace('/api/v1', '').replace(/\{(\w+)\}/g, ':$1')}`;
      return [`  '${name}': '${roles.join(' ')}',`];
    }),
  );
  return `/** Generated from docs/openapi.json by npm run docs: who may call what. */
export const staffRoutes = {
${lines.join('\n')}
} as const;

export type StaffRoute = keyof typeof staffRoutes;
`;
}
