import type { MessagePreferences } from '@api/types';
import { getMessagePreferences, giveConsents } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { consent } from '@/platform/consent';
import { useResource } from '@/state/resource';
import { leastLeft } from './least-left';

type Event = MessagePreferences['events'][number]['event'];

/** What this wallet may still send, and its own window to agree to more. Nothing where no consent is needed. */
export function useConsents() {
  const { channel } = consent;
  const wishes = useResource(channel && 'message-preferences', getMessagePreferences);
  const offered = (wishes.data?.events ?? []).flatMap(({ event, title, on, consents }) => {
    const own = consents.find(each => each.channel === channel);
    return own && on ? [{ event, title, templateId: own.templateId, left: own.left }] : [];
  });
  /** To be called by the tap itself: a wallet opens its window for nothing else. */
  async function ask(only?: Event): Promise<void> {
    const asked = leastLeft(only ? offered.filter(({ event }) => event === only) : offered);
    if (!channel || asked.length === 0) return;
    const agreed = await consent.ask(asked.map(({ templateId }) => templateId));
    const accepted = asked.filter(({ templateId }) => agreed.includes(templateId)).map(({ event }) => event);
    if (accepted.length > 0) wishes.replace(await giveConsents({ channel, accepted }, newIdempotencyKey()));
  }
  return { channel, offered, ask };
}
