/** What a hall tells Prometheus of one metric: by the values of its labels, in their order. */
export async function figuresOf(hallUrl: string, name: string): Promise<Record<string, number>> {
  const text = await (await fetch(`${hallUrl}/metrics`)).text();
  const lines = text.matchAll(new RegExp(`^${name}\\{(.*)\\} (\\d+)$`, 'gm'));
  return Object.fromEntries(
    [...lines].map(([, labels, value]) => [
      [...labels!.matchAll(/"([^"]*)"/g)].map(([, label]) => label).join(' '),
      Number(value),
    ]),
  );
}

/** By how much each has grown since. */
export function grownSince(before: Record<string, number>, after: Record<string, number>) {
  return Object.fromEntries(
    Object.entries(after).flatMap(([labels, value]) => {
      const grown = value - (before[labels] ?? 0);
      return grown === 0 ? [] : [[labels, grown]];
    }),
  );
}
