import type { ReactNode } from 'react';
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

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box className="facts__one">
      <Box as="dt" className="facts__name">
        {name}
      </Box>
      <Box as="dd" className="facts__value">
        {children}
      </Box>
    </Box>
  );
}
