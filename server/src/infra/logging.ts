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
    destination ?? standardOutput(),
  );
}

let output: DestinationStream | undefined;

/**
 * What is logged in one turn of the event loop goes out in one write: a write for every line costs a request a sixth of its time.
 * Whatever ends the process but SIGKILL writes the rest first.
 */
function standardOutput(): DestinationStream {
  if (output) return output;
  const out = pino.destination({ dest: 1, minLength: 8 * 1024 });
  let due = false;
  const write = () => {
    due = false;
    out.flushSync();
  };
  process.on('exit', write);
  output = {
    write(line) {
      out.write(line);
      if (due) return;
      due = true;
      setImmediate(write);
    },
  };
  return output;
}
