import { minuteOf, yuan } from '../app/format.ts';

/** A sum in figures of equal width; `owed` in the colour of money owed. */
export function Money({ fen, owed, strong }: { fen: number; owed?: boolean; strong?: boolean }) {
  const tone = owed && fen > 0 ? ' owed' : owed ? ' soft' : '';
  const shown = <span className={`figures${tone}`}>{yuan(fen)}</span>;
  return strong ? <strong>{shown}</strong> : shown;
}

export function At({ at }: { at: string | null }) {
  return at ? (
    <time dateTime={at} className="figures">
      {minuteOf(at)}
    </time>
  ) : (
    '—'
  );
}

export function Mono({ children }: { children: string }) {
  return <span className="mono">{children}</span>;
}
