/** Which system calls, and whether it may: by its key, from where it may call, for what it may bring. */
import type { Gatekeeper } from '../../http/access.ts';
import { addressList, includesAddress } from '../../infra/address-list.ts';
import type { Clock } from '../../infra/clock.ts';
import { tokenHash } from '../../infra/crypto.ts';
import { type Audit, systemName } from '../../shared/audit.ts';
import { addressNotAllowed, scopeNotGranted } from './connected-systems.errors.ts';
import type { ConnectedSystemsRepository } from './connected-systems.repository.ts';
import { onceAMinute } from './once-a-minute.ts';

export function createAdmitSystem(
  systems: ConnectedSystemsRepository,
  audit: Audit,
  clock: Clock,
): Gatekeeper['system'] {
  const isNews = onceAMinute(clock);
  return async (key, { scope, ip, requestId }) => {
    const found = await systems.find(tokenHash(key));
    if (!found) return undefined;
    const { code, keyId } = found;
    const refusal = !includesAddress(addressList(found.addresses), ip)
      ? addressNotAllowed()
      : found.scopes.includes(scope)
        ? undefined
        : scopeNotGranted();
    if (refusal) {
      // Somebody holds a key that is ours and uses it as it was not meant: people should see that, if not every time.
      if (isNews(`${found.id} ${refusal.code}`))
        await audit.record({
          actor: systemName({ code }),
          action: 'connected-system.refuse',
          subject: `connected-system:${code}`,
          detail: { reason: refusal.code, keyId, scope, ip },
          requestId,
        });
      throw refusal;
    }
    await systems.noteUse(found.id, clock.now());
    return { kind: 'system', code, keyId };
  };
}
