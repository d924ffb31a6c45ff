import { type DestinationStream, type Logger, pino } from 'pino';
import { describeError } from './describe-error.ts';

export type { Logger };

const personal = [
  'authorization',
  'cookie',
  'phone',
  'name',
  'address',
  'token',
  'password',
  'code',
  'idNo',
  'identityNo',
  'openid',
];
/** A job or a gateway is named by `name`, and an error by `code`, at the top. */
const allowedAtTop = new Set(['name', 'code']);

/**
 * Structured logs, one JSON object a line. Callers log numbers and codes, never names, phones, addresses or tokens;
 * should one do so by mistake, it is blotted out here.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
      redact: {
        paths: personal.flatMap(field => [
          ...(allowedAtTop.has(field) ? [] : [field]),
          ...(field === 'code' ? [] : [`*.${field}`]),
        ]),
        censor: '[redacted]',
      },
    },
    destination ?? pino.destination(1),
  );
}
