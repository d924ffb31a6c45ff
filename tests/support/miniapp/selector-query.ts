/** Nothing is laid out here: everything has one plausible size. */
export function selectorQuery(): object {
  const rect = {
    left: 0,
    top: 0,
    right: 375,
    bottom: 300,
    width: 375,
    height: 300,
    scrollTop: 0,
    scrollLeft: 0,
  };
  const asked: ((result: object) => void)[] = [];
  const ask = (first?: unknown, second?: unknown) => {
    const done = [first, second].find(one => typeof one === 'function');
    asked.push((done as ((result: object) => void) | undefined) ?? (() => {}));
    return query;
  };
  const selection = { boundingClientRect: ask, fields: ask, node: ask, scrollOffset: ask };
  const query = {
    select: () => selection,
    selectAll: () => selection,
    selectViewport: () => selection,
    in: () => query,
    exec: (done?: (results: object[]) => void) => {
      for (const tell of asked) tell(rect);
      done?.(asked.map(() => rect));
      return query;
    },
  };
  return query;
}
