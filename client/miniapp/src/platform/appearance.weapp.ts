import { type SystemAppearance, type Theme, typeSizeOf } from './contract';

export function readSystemAppearance(): SystemAppearance {
  const { theme, fontSizeSetting } = wx.getAppBaseInfo();
  return { theme: theme === 'dark' ? 'dark' : 'light', type: typeSizeOf(fontSizeSetting) };
}

export function watchSystemTheme(changed: (theme: Theme) => void): void {
  wx.onThemeChange(({ theme }) => changed(theme === 'dark' ? 'dark' : 'light'));
}
