import type { ReactNode } from 'react';
import { classes } from '@/elements/contract';
import { Box, Heading } from '@/elements/elements';
import './card.scss';

interface CardProps {
  title?: string;
  tone?: 'plain' | 'owed' | 'credited' | 'danger' | 'brand';
  className?: string;
  children: ReactNode;
}

export function Card({ title, tone = 'plain', className, children }: CardProps) {
  return (
    <Box as="section" className={classes('card', tone !== 'plain' && `card--${tone}`, className)}>
      {title && (
        <Heading level={2} className="card__title">
          {title}
        </Heading>
      )}
      {children}
    </Box>
  );
}
