import type { Clock } from '../../infra/clock.ts';
import { type FieldCipher, tokenHash } from '../../infra/crypto.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { randomToken } from '../../shared/ids.ts';
import { matchCode } from './one-time-codes.ts';
import { passwordMatches, pretendToCheck } from './passwords.ts';
import type { SessionsRepository } from './sessions.repository.ts';
import type { SignInTriesRepository, TryRule } from './sign-in-tries.repository.ts';
import { codeAlreadyUsed, signInLocked, signInRefused } from './staff.errors.ts';
import type { StaffRepository } from './staff.repository.ts';
import { type StaffCredentials, sessionRules } from './staff-member.ts';

/** One name is locked after five wrong tries; one address, from which a whole office may sign in, after forty. */
const perName: TryRule = { tries: 5, minutes: 15 };
const perAddress: TryRule = { tries: 40, minutes: 15 };

export interface SignInDependencies {
  clock: Clock;
  cipher: FieldCipher;
  audit: Audit;
  staff: StaffRepository;
  sessions: SessionsRepository;
  tries: SignInTriesRepository;
}

export interface SignInRequest {
  username: string;
  password: string;
  code: string;
  ip: string;
  userAgent: string | null;
  requestId: string;
}

export type SignIn = ReturnType<typeof createSignIn>;

/** Password and one-time code together; the answer never tells which of them was wrong. */
export function createSignIn({ clock, cipher, audit, staff, sessions, tries }: SignInDependencies) {
  // Only digests of names and addresses are kept: what was typed as a name may be a password.
  const keyOf = (kind: string, text: string) =>
    `staff-sign-in:${kind}:${cipher.hash(`sign-in-${kind}`, text).toString('base64url')}`;

  async function countTry(request: SignInRequest, known: StaffCredentials | undefined): Promise<void> {
    for (const [key, rule] of [
      [keyOf('name', request.username), perName],
      [keyOf('address', request.ip), perAddress],
    ] as const) {
      const now = clock.now();
      const verdict = await tries.count(key, rule, now);
      if (verdict.lockedNow)
        await audit.record({
          actor: 'system',
          action: 'staff.sign-in-locked',
          subject: subjectOf(known),
          requestId: request.requestId,
        });
      if (verdict.lockedUntil)
        throw signInLocked({
          minutes: Math.max(1, Math.ceil((verdict.lockedUntil.getTime() - now.getTime()) / 60_000)),
        });
    }
  }

  async function refuse(known: StaffCredentials | undefined, requestId: string): Promise<never> {
    await audit.record({
      actor: 'system',
      action: 'staff.sign-in-refused',
      subject: subjectOf(known),
      requestId,
    });
    throw signInRefused();
  }

  return async function signIn(request: SignInRequest) {
    const known = await staff.credentialsOf(request.username);
    await countTry(request, known);
    const passwordRight = known
      ? await passwordMatches(request.password, known.passwordHash)
      : await pretendToCheck(request.password);
    if (!known || !passwordRight) return refuse(known, request.requestId);
    const now = clock.now();
    const step = matchCode(cipher.decrypt(known.totpEnc), request.code, now);
    if (step === undefined) return refuse(known, request.requestId);
    const token = randomToken();
    const until = new Date(now.getTime() + sessionRules.idleMinutes * 60_000);
    if (!(await sessions.open(known.id, step, tokenHash(token), now, until, request)))
      throw codeAlreadyUsed();
    await tries.forget(keyOf('name', request.username));
    await audit.record({
      actor: staffName(known),
      action: 'staff.sign-in',
      subject: subjectOf(known),
      requestId: request.requestId,
    });
    return { token, staff: { username: known.username, displayName: known.displayName, roles: known.roles } };
  };
}

const subjectOf = (known: StaffCredentials | undefined) => (known ? staffName(known) : 'staff:unknown');
