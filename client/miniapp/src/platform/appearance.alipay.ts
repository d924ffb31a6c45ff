import { type SystemAppearance, type Theme, typeSizeOf } from './contract';

export function readSystemAppearance(): SystemAppearance {
  const system = my.getSystemInfoSync();
  return {
    theme: system.colorScheme === 'dark' ? 'dark' : 'light',
    type: typeSizeOf(system.fontSizeSetting),
  };
}

/** Alipay says the colour scheme at the start only. */
export function watchSystemTheme(_changed: (theme: Theme) => void): void {}
