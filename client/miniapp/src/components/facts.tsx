import type { ReactNode } from 'react';
import { classes } from '@/elements/contract';
import { Box } from '@/elements/elements';
import './facts.scss';

/** Names and values, one under the other. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <Box as="dl" className="facts">
      {children}
    </Box>
  );
}

interface FactProps {
  name: string;
  /** A sentence rather than a figure: below its name, and read from the left. */
  long?: boolean;
  children: ReactNode;
}

export function Fact({ name, long, children }: FactProps) {
  return (
    <Box className={classes('facts__one', long && 'facts__one--long')}>
      <Box as="dt" className="facts__name">
        {name}
      </Box>
      <Box as="dd" className="facts__value">
        {children}
      </Box>
    </Box>
  );
}
