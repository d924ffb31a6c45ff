import { z } from 'zod';
import { systemScopes } from '../../http/access.ts';
import { instant, line, networkAddress } from '../../http/fields.ts';

const Code = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/);
const KeyId = z.string().regex(/^[0-9A-Za-z_-]{1,32}$/);
const Scope = z.enum(systemScopes);

const changeable = {
  name: line(60),
  scopes: z.array(Scope).min(1).max(systemScopes.length),
  addresses: z.array(networkAddress).max(50),
};

export const SystemBody = z.strictObject({ code: Code, ...changeable });
export const SystemChangeBody = z
  .strictObject({
    ...z.object(changeable).partial().shape,
    active: z.boolean().optional(),
    reason: line(200),
  })
  .refine(({ reason: _reason, ...change }) => Object.values(change).some(value => value !== undefined));
export const SystemParam = z.strictObject({ code: Code });
export const SystemKeyParam = z.strictObject({ code: Code, keyId: KeyId });
export const SystemKeyBody = z.strictObject({ keyId: KeyId });
export const SystemKeyEndBody = z.strictObject({ reason: line(200) });

export const SystemView = z.object({
  code: z.string(),
  name: z.string(),
  scopes: z.array(Scope),
  addresses: z.array(z.string()),
  active: z.boolean(),
  createdBy: z.string(),
  createdAt: instant,
  keys: z.array(
    z.object({
      keyId: z.string(),
      createdBy: z.string(),
      createdAt: instant,
      lastUsedAt: instant.nullable(),
      endedAt: instant.nullable(),
      endedBy: z.string().nullable(),
    }),
  ),
});
export const SystemsView = z.object({ systems: z.array(SystemView) });
/** `key` is shown this once. */
export const SystemKeyMadeView = z.object({ keyId: z.string(), key: z.string() });
