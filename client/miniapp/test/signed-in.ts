import { beginSession } from '@/state/session';
import { type Answer, phone, type Reply } from './taro';

/** A signed-in resident whose server answers by `METHOD /path`. */
export function signedIn(answers: Record<string, Reply | Answer | 'no answer'>): void {
  phone.reset();
  beginSession({ token: 'token-1', expiresAt: '2999-01-01T00:00:00Z', me: {} as never });
  phone.answer = asked => {
    const answer = answers[`${asked.method} ${asked.path}`] ?? {
      status: 404,
      body: { error: 'not-found', message: '没有找到', details: [], requestId: 'req-1' },
    };
    return typeof answer === 'function' ? answer(asked) : answer;
  };
}
