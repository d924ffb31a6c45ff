import { type Logger, pino } from 'pino';

export type { Logger };

/** Structured logs, one JSON object a line. Callers log numbers and codes, never names, phones, addresses or tokens. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.authorization', '*.cookie', '*.phone', '*.name', '*.token', '*.password', '*.idNo'],
      censor: '[redacted]',
    },
  });
}
