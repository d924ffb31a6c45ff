import type { ReactNode } from 'react';
import { classes } from '@/elements/contract';
import { Box } from '@/elements/elements';
import { PageBar } from '@/platform/page-bar';
import { useAppearance } from '@/state/appearance';

interface PageProps {
  title: string;
  /** The first page has nothing to go back to. */
  root?: boolean;
  /** Many cards: two columns where a desk's screen has room for them. */
  wide?: boolean;
  children: ReactNode;
}

/** The frame of every page: theme, text size, title, and one column of content. */
export function Page({ title, root, wide, children }: PageProps) {
  const { theme, type } = useAppearance();
  const web = process.env.TARO_ENV === 'h5';
  return (
    <Box
      className={classes(
        'hall',
        web && 'hall--web',
        wide && 'hall--wide',
        theme === 'dark' && 'hall--dark',
        type !== 'normal' && `hall--${type}`,
      )}
    >
      <PageBar title={title} root={!!root} theme={theme} />
      <Box className="hall__main" role="main">
        {children}
      </Box>
    </Box>
  );
}
