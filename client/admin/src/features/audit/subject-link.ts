/** Where the thing that a log entry speaks of can be looked at; undefined for what has no page. */
export function subjectLink(subject: string): string | undefined {
  const [kind, number] = subject.split(/:(.*)/s);
  if (!number || number === '*') return undefined;
  if (kind === 'account') return `/accounts/${number}`;
  if (kind === 'payment') return `/payments/${number}`;
  return undefined;
}
