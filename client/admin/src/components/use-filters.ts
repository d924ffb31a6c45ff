/** The filters of a list stand in its address: it can be passed on, and is found again on the way back. */
import { useSearchParams } from 'react-router-dom';

export function useFilters<Name extends string>(defaults: Partial<Record<Name, string>> = {}) {
  const [params, setParams] = useSearchParams(defaults as Record<string, string>);
  const go = (values: Record<string, string>, kept = new URLSearchParams(params)) => {
    // An empty one stands in the address only where it undoes a default.
    for (const [name, text] of Object.entries(values))
      if (text === '' && !(name in defaults)) kept.delete(name);
      else kept.set(name, text);
    setParams(kept);
  };
  return {
    params,
    /** Empty: not filtered by it. */
    value: (name: Name): string => params.get(name) ?? '',
    page: Number(params.get('page') ?? 1),
    clear: () => setParams({}),
    toPage: (page: number) => go({ page: String(page) }),
    /** Another choice begins at the first page. */
    change(values: Partial<Record<Name, string>>) {
      const next = new URLSearchParams(params);
      next.delete('page');
      go(values as Record<string, string>, next);
    },
  };
}
