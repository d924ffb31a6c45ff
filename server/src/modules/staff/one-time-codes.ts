/** One-time codes as RFC 6238 has them: six digits, SHA-1, 30 seconds, as every authenticator app reads. */
import { Secret, TOTP } from 'otpauth';

const period = 30;
const issuer = '电厅 Dianting';

export const newTotpSecret = () => new Secret({ size: 20 }).base32;

/** The 30-second step in which an instant lies. */
export const stepOf = (now: Date) => Math.floor(now.getTime() / 1000 / period);

/**
 * The step a code belongs to, or undefined when it is wrong. A code of the step before or after is taken too, since
 * telephones' clocks drift (RFC 6238, 5.2); the caller must refuse a step that was used already.
 */
export function matchCode(secret: string, code: string, now: Date): number | undefined {
  const delta = generator(secret).validate({ token: code, timestamp: now.getTime(), window: 1 });
  return delta === null ? undefined : stepOf(now) + delta;
}

export function codeAt(secret: string, step: number): string {
  return generator(secret).generate({ timestamp: step * period * 1000 });
}

/** What an authenticator app scans. */
export function enrolmentUri(secret: string, username: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret), issuer, label: username, period }).toString();
}

function generator(secret: string): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), period });
}
