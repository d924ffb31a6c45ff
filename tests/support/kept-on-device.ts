/** What the resident's hall keeps in a browser: who is signed in, the language and the look. */
import type { BrowserContext } from 'playwright-core';

export interface Kept {
  token: string | null;
  language: 'zh' | 'en';
  theme?: 'light' | 'dark' | 'system';
  type?: 'normal' | 'large' | 'larger';
}

/** The script that puts it there. */
export function keepingScript({ token, language, theme = 'light', type = 'normal' }: Kept): string {
  const entries = {
    language,
    appearance: { theme, type },
    ...(token ? { session: { token, expiresAt: '2999-01-01T00:00:00.000Z' } } : {}),
  };
  return Object.entries(entries)
    .map(([key, data]) => `localStorage.setItem('hall:${key}', ${JSON.stringify(JSON.stringify({ data }))});`)
    .join(' ');
}

/** Every page of the context finds it. */
export const keepOnDevice = (context: BrowserContext, kept: Kept) =>
  context.addInitScript(`if (location.protocol !== 'about:') { ${keepingScript(kept)} }`);
