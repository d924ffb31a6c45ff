import { useWord } from '../i18n/index.tsx';

export type Tone = 'good' | 'waits' | 'bad' | 'plain';

/** Green only for money that has arrived, red only for failure; the word says it all without the colour. */
const tones: Record<string, Tone> = {
  settled: 'good',
  succeeded: 'good',
  paid: 'good',
  issued: 'good',
  handled: 'good',
  created: 'plain',
  pending: 'waits',
  'awaiting-approval': 'waits',
  open: 'waits',
  unpaid: 'waits',
  'part-paid': 'waits',
  preview: 'waits',
  stored: 'waits',
  failed: 'bad',
  rejected: 'bad',
};

const colours: Record<Tone, { color: string; background: string }> = {
  good: { color: 'var(--green)', background: 'var(--green-tint)' },
  waits: { color: 'var(--amber)', background: 'var(--amber-tint)' },
  bad: { color: 'var(--red)', background: 'var(--red-tint)' },
  plain: { color: 'var(--ink-soft)', background: 'var(--line-soft)' },
};

/** A word of `group`, or a `text` of the page's own; `tone` for words that are not in the list above. */
export function StatusTag({
  group,
  status,
  text,
  tone,
}: {
  group?: string;
  status: string;
  text?: string;
  tone?: Tone;
}) {
  const word = useWord();
  return (
    <span
      className="nowrap"
      style={{
        ...colours[tone ?? tones[status] ?? 'plain'],
        padding: '1px 8px',
        borderRadius: 10,
        fontSize: 12,
        fontWeight: 500,
      }}
    >
      {text ?? word(group ?? '', status)}
    </span>
  );
}
