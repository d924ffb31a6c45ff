import type { Sandbox } from '../sandbox.ts';
import type { Consent, MessageTemplate } from './records.ts';

const keyOf = (app: string, user: string, template: string): string => `${app} ${user} ${template}`;

export const templateOf = (sandbox: Sandbox, app: string, template: string): MessageTemplate | undefined =>
  sandbox.store.get('messageTemplate', `${app} ${template}`);

/** The person taps agree: one more message by this template, or any number by a long-term one. */
export function giveConsent(sandbox: Sandbox, app: string, user: string, template: string): Consent {
  const key = keyOf(app, user, template);
  const known = sandbox.store.get('consent', key);
  const consent: Consent = { key, app, user, template, left: (known?.left ?? 0) + 1 };
  if (templateOf(sandbox, app, template)?.longTerm) consent.longTerm = true;
  sandbox.store.put('consent', key, consent);
  return consent;
}

/** The person refuses from now on: what was agreed to before is void as well. */
export const withdrawConsent = (sandbox: Sandbox, app: string, user: string, template: string): void =>
  sandbox.store.remove('consent', keyOf(app, user, template));

/** True when the person may be written to; a single consent is used up by it. */
export function useConsent(sandbox: Sandbox, app: string, user: string, template: string): boolean {
  if (sandbox.settings().everybodyConsents) return true;
  const key = keyOf(app, user, template);
  const consent = sandbox.store.get('consent', key);
  if (!consent) return false;
  if (consent.longTerm) return true;
  if (consent.left < 1) return false;
  sandbox.store.put('consent', key, { ...consent, left: consent.left - 1 });
  return true;
}
