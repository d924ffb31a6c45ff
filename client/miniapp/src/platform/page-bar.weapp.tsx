import type { PageBarProps } from './contract';
import { useNativeBar } from './native-bar';

/** The wallet draws the bar; it is told the title and, for the dark theme, its colours. */
export function PageBar(props: PageBarProps) {
  useNativeBar(props);
  return null;
}
