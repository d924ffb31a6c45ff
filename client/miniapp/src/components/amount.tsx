import { classes } from '@/elements/contract';
import { Text } from '@/elements/elements';
import { plainYuan } from '@/i18n/formats';
import './amount.scss';

interface AmountProps {
  /** Integer fen. */
  fen: number;
  size?: 'body' | 'large' | 'hero';
  tone?: 'plain' | 'owed' | 'credited';
}

/** A sum, always `¥1,234.56`, in figures of one width. */
export function Amount({ fen, size = 'body', tone = 'plain' }: AmountProps) {
  const text = `${fen < 0 ? '−' : ''}¥${plainYuan(Math.abs(fen))}`;
  // A sum is never cut off: from seven figures on it grows no wider than the card.
  const long = size !== 'body' && text.length > 10;
  return (
    <Text
      className={classes(
        'amount',
        `amount--${size}`,
        long && 'amount--long',
        tone !== 'plain' && `amount--${tone}`,
      )}
    >
      {text}
    </Text>
  );
}
