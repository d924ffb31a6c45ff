import type { ReactNode } from 'react';
import { classes } from '@/elements/contract';
import { Box } from '@/elements/elements';
import { SignInFirst } from '@/features/account/sign-in-first';
import { PageBar } from '@/platform/page-bar';
import { useAppearance } from '@/state/appearance';
import { useSignedIn } from '@/state/session';

interface PageProps {
  title: string;
  /** Anybody may read it; every other page asks who is not signed in to do so. */
  open?: boolean;
  /** The first page has nothing to go back to. */
  root?: boolean;
  /** Many cards: two columns where a desk's screen has room for them. */
  wide?: boolean;
  children: ReactNode;
}

/** The frame of every page: theme, text size, title, and one column of content. */
export function Page({ title, open, root, wide, children }: PageProps) {
  const { theme, type } = useAppearance();
  const signedIn = useSignedIn();
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
        {open || signedIn ? children : <SignInFirst />}
      </Box>
    </Box>
  );
}
