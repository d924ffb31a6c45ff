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
  return (
    <Text className={classes('amount', `amount--${size}`, tone !== 'plain' && `amount--${tone}`)}>
      {`${fen < 0 ? '−' : ''}¥${plainYuan(Math.abs(fen))}`}
    </Text>
  );
}
