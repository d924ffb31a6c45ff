import type { ReactNode } from 'react';
import { Box, Press } from '@/elements/elements';
import { Icon } from './icon';
import './link-row.scss';

interface LinkRowProps {
  title: ReactNode;
  detail?: ReactNode;
  /** What stands at the right: a sum, a state. */
  value?: ReactNode;
  /** Without it the row only tells. */
  onPress?: () => void;
}

/** One line of meaning, one of detail, and where it leads. */
export function LinkRow({ title, detail, value, onPress }: LinkRowProps) {
  const content = (
    <>
      <Box className="grow">
        <Box className="link-row__title">{title}</Box>
        {detail && <Box className="quiet">{detail}</Box>}
      </Box>
      {value && <Box className="link-row__value">{value}</Box>}
    </>
  );
  if (!onPress) return <Box className="link-row">{content}</Box>;
  return (
    <Press look="row" className="link-row" onPress={onPress}>
      {content}
      <Icon name="next" />
    </Press>
  );
}
