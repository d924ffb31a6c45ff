/** What these stories have in common: asking for codes and signing in as a resident does. */
import { eventually, type RunningHall } from '../../support/hall.ts';

export interface SignedIn {
  token: string;
  personId: string;
}

export function storyOf(hall: RunningHall) {
  const story = {
    /** The newest code that reached a phone after `sent` messages were there already. */
    async codeFor(phone: string, request: Record<string, unknown>, token?: string): Promise<string> {
      // What else a household is told arrives there as well.
      const inbox = async () =>
        (
          (await hall.sandbox.get<{ params: Record<string, string> }[]>(`/control/sms?phone=${phone}`)) ?? []
        ).filter(({ params }) => params['code'] !== undefined);
      const before = (await inbox()).length;
      const answer = await hall.call('POST', '/sms-codes', { body: request, token });
      if (answer.status !== 200) throw new Error(`no code sent: ${JSON.stringify(answer.body)}`);
      const messages = await eventually(inbox, list => list.length > before);
      return messages[0]!.params['code']!;
    },
    /** The newest message to a phone that is no code: its template. */
    async told(phone: string): Promise<string | undefined> {
      await hall.app.runJob('deliver-outbox');
      const inbox = await hall.sandbox.get<{ template: string; params: Record<string, string> }[]>(
        `/control/sms?phone=${phone}`,
      );
      return inbox?.find(({ params }) => params['code'] === undefined)?.template;
    },
    async signIn(phone: string): Promise<SignedIn> {
      const code = await story.codeFor(phone, { purpose: 'sign-in', phone });
      const answer = await hall.call('POST', '/sessions', { body: { kind: 'sms', phone, code } });
      return { token: answer.body.token, personId: answer.body.me.personId };
    },
    /** Proves the account's own phone anew in this session. */
    async proveOwnPhone(token: string, phone: string): Promise<void> {
      const code = await story.codeFor(phone, { purpose: 'own-phone' }, token);
      const answer = await hall.call('POST', '/me/proof', { token, body: { kind: 'sms', code } });
      if (answer.status !== 204) throw new Error(`not proved: ${JSON.stringify(answer.body)}`);
    },
    async signInByWechat(name: string): Promise<SignedIn> {
      const answer = await hall.call('POST', '/sessions', {
        body: { kind: 'wechat-mini', code: `demo-${name}` },
      });
      return { token: answer.body.token, personId: answer.body.me.personId };
    },
  };
  return story;
}

let keys = 0;
/** An idempotency key of its own for each request. */
export const freshKey = () => `story-key-${++keys}`;
