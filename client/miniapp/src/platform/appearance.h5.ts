import type { SystemAppearance, Theme } from './contract';

const darkScheme = () => window.matchMedia?.('(prefers-color-scheme: dark)');

/** Text size needs no look here: sizes on H5 are parts of the browser's own. */
export function readSystemAppearance(): SystemAppearance {
  return { theme: darkScheme()?.matches ? 'dark' : 'light', type: 'normal' };
}

export function watchSystemTheme(changed: (theme: Theme) => void): void {
  darkScheme()?.addEventListener?.('change', event => changed(event.matches ? 'dark' : 'light'));
}
