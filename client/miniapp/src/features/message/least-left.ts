/** A wallet's window takes three templates at most, each once. */
const atOnce = 3;

/** Those of which the fewest messages may still be sent; events that share a template are one question. */
export function leastLeft<T extends { templateId: string; left: number }>(offered: readonly T[]): T[] {
  const byTemplate = new Map<string, T>();
  for (const each of [...offered].sort((a, b) => a.left - b.left))
    if (!byTemplate.has(each.templateId)) byTemplate.set(each.templateId, each);
  return [...byTemplate.values()].slice(0, atOnce);
}
