/** Keeps what was read for a few seconds, so that another process of the same hall learns of a change soon. A failed read is not kept. */
export function keepFresh<T>(read: () => Promise<T>, freshForMs = 5_000) {
  let kept: { until: number; value: Promise<T> } | undefined;
  const forget = () => {
    kept = undefined;
  };
  return {
    forget,
    get(): Promise<T> {
      if (!kept || performance.now() >= kept.until) {
        kept = { until: performance.now() + freshForMs, value: read() };
        kept.value.catch(forget);
      }
      return kept.value;
    },
  };
}
