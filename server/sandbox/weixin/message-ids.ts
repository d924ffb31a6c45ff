import { templateOf } from '../messages/consents.ts';
import type { Sandbox } from '../sandbox.ts';
import { randomDigits } from '../state/ids.ts';
import { WeixinError } from './errors.ts';

/** 19 digits: more than a JavaScript number holds, and written as a bare number in the answer. */
export const newMsgid = (): string => `3${randomDigits(18)}`;

/** Once templates are registered for an app, others are unknown; before that any id of the right form is taken. */
export function templateTitle(
  sandbox: Sandbox,
  app: 'weixin' | 'weixin-oa',
  template: string,
): string | undefined {
  const known = templateOf(sandbox, app, template);
  const some = sandbox.store.all('messageTemplate').some(one => one.app === app);
  if (some && !known) throw new WeixinError(40037);
  return known?.title;
}
