/** Theme and text size follow the system on each platform until the resident chooses otherwise. */
import { act, render, screen } from '@testing-library/react';
import { chooseAppearance, followSystemAppearance, useAppearance } from '@/state/appearance';
import * as alipay from './appearance.alipay';
import * as web from './appearance.h5';
import * as wechat from './appearance.weapp';

type Heard = (event: { theme?: string; matches?: boolean }) => void;

test('WeChat says theme and text size, and each change of theme', () => {
  let hear: Heard = () => {};
  Object.assign(globalThis, {
    wx: {
      getAppBaseInfo: () => ({ theme: 'dark', fontSizeSetting: 20 }),
      onThemeChange: (listener: Heard) => {
        hear = listener;
      },
    },
  });
  expect(wechat.readSystemAppearance()).toEqual({ theme: 'dark', type: 'large' });
  const seen: string[] = [];
  wechat.watchSystemTheme(theme => seen.push(theme));
  hear({ theme: 'light' });
  hear({ theme: 'dark' });
  expect(seen).toEqual(['light', 'dark']);
});

test('Alipay says both at the start', () => {
  Object.assign(globalThis, {
    my: { getSystemInfoSync: () => ({ colorScheme: 'dark', fontSizeSetting: 24 }) },
  });
  expect(alipay.readSystemAppearance()).toEqual({ theme: 'dark', type: 'larger' });
});

test('a browser’s scheme is followed while the hall is open, and a choice of one’s own stays', () => {
  let hear: Heard = () => {};
  const scheme = {
    matches: false,
    addEventListener: (_: string, listener: Heard) => {
      hear = listener;
    },
  };
  Object.assign(window, { matchMedia: () => scheme });
  expect(web.readSystemAppearance()).toEqual({ theme: 'light', type: 'normal' });
  function Shown() {
    return <p>{useAppearance().theme}</p>;
  }
  render(<Shown />);
  act(followSystemAppearance);
  act(() => hear({ matches: true }));
  expect(screen.getByText('dark')).toBeTruthy();
  act(() => chooseAppearance({ theme: 'light' }));
  act(() => hear({ matches: true }));
  expect(screen.getByText('light')).toBeTruthy();
});
