import { useNameOf } from './use-name-of.ts';

/** Who did it, and who after them: `林晓梅 → 陈立新`. */
export function Who({ did, then }: { did: string | null | undefined; then?: string | null }) {
  const nameOf = useNameOf();
  return <>{[did, then].flatMap(actor => (actor ? nameOf(actor) : [])).join(' → ')}</>;
}
