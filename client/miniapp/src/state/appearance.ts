import { readSystemAppearance, watchSystemTheme } from '@/platform/appearance';
import type { Theme, TypeSize } from '@/platform/contract';
import { keep, recall } from './storage';
import { createStore, useStore } from './store';

export type ThemeChoice = Theme | 'system';
export type TypeChoice = TypeSize | 'system';

interface Appearance {
  theme: ThemeChoice;
  type: TypeChoice;
  systemTheme: Theme;
  systemType: TypeSize;
}

const kept = recall<{ theme: ThemeChoice; type: TypeChoice }>('appearance');

const appearance = createStore<Appearance>({
  theme: kept?.theme ?? 'system',
  type: kept?.type ?? 'system',
  systemTheme: 'light',
  systemType: 'normal',
});

/** Reads the system's theme and text size, and follows the theme while the hall is open. */
export function followSystemAppearance(): void {
  const system = readSystemAppearance();
  appearance.set({ ...appearance.get(), systemTheme: system.theme, systemType: system.type });
  watchSystemTheme(theme => appearance.set({ ...appearance.get(), systemTheme: theme }));
}

export function chooseAppearance(choice: Partial<Pick<Appearance, 'theme' | 'type'>>): void {
  const next = { ...appearance.get(), ...choice };
  appearance.set(next);
  keep('appearance', { theme: next.theme, type: next.type });
}

export function useAppearance(): {
  theme: Theme;
  type: TypeSize;
  chosen: { theme: ThemeChoice; type: TypeChoice };
} {
  const { theme, type, systemTheme, systemType } = useStore(appearance);
  return {
    theme: theme === 'system' ? systemTheme : theme,
    type: type === 'system' ? systemType : type,
    chosen: { theme, type },
  };
}
