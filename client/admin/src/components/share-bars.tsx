import './share-bars.css';

export interface Share {
  name: string;
  part: number;
  whole: number;
}

/** Shares as bars, the figures beside them; what has no whole has no bar. */
export function ShareBars({ label, shares }: { label: string; shares: Share[] }) {
  return (
    <dl className="share-bars" aria-label={label}>
      {shares.map(({ name, part, whole }) => {
        const percent = whole === 0 ? 0 : Math.round((part * 100) / whole);
        return (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span className="track">
                <span className="bar" style={{ width: `${percent}%` }} />
              </span>
              <span className="figures">{whole === 0 ? '—' : `${percent}% (${part}/${whole})`}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
