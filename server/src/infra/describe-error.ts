/** Fields by which PostgreSQL, Node and our own errors say what happened without repeating a value. */
const safeFields = [
  'code',
  'syscall',
  'severity',
  'schema',
  'table',
  'constraint',
  'routine',
  'status',
  'sent',
] as const;
const deepest = 3;

export interface DescribedError {
  type: string;
  message: string;
  stack?: string;
  cause?: DescribedError;
  [field: string]: unknown;
}

/**
 * What of an error may stand in a log. Databases and validators repeat in their messages, details and parameters what they
 * were given: names, phones, tokens. So the message is scrubbed, and of the rest only what names things is kept.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: scrub(String(error)) };
  const kept = Object.fromEntries(
    safeFields.flatMap(field => {
      const value = (error as unknown as Record<string, unknown>)[field];
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[field, value]]
        : [];
    }),
  );
  const frames = error.stack
    ?.split('\n')
    .filter(line => /^\s+at /.test(line))
    .slice(0, 12)
    .join('\n');
  return {
    type: error.name,
    message: scrub(tellingLine(error)),
    ...kept,
    ...(frames ? { stack: frames } : {}),
    ...(error.cause !== undefined && depth < deepest ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** Prisma quotes the whole call first and says what is wrong with it in the last line. */
function tellingLine({ message }: Error): string {
  const lines = message.split('\n').filter(line => line.trim());
  return lines.at(message.startsWith('\nInvalid') || /^Invalid `/.test(message) ? -1 : 0)?.trim() ?? '';
}

/** Masks numbers of five digits and more, tokens, and whatever is not ASCII. */
function scrub(text: string): string {
  return text
    .slice(0, 500)
    .replace(/[^\x20-\x7e]+/g, '…')
    .replace(/\b(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{16,}\b/g, '…')
    .replace(/\d{5,}/g, '…');
}
