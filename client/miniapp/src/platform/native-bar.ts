import Taro, { useDidShow } from '@tarojs/taro';
import { useEffect } from 'react';
import type { PageBarProps, Theme } from './contract';

const colours: Record<Theme, { frontColor: string; backgroundColor: string }> = {
  light: { frontColor: '#000000', backgroundColor: '#F4F6F5' },
  dark: { frontColor: '#ffffff', backgroundColor: '#0F1413' },
};

export function useNativeBar({ title, theme }: PageBarProps): void {
  const apply = () => {
    void Taro.setNavigationBarTitle({ title }).catch(() => {});
    void Taro.setNavigationBarColor(colours[theme]).catch(() => {});
  };
  useEffect(apply, [title, theme]);
  useDidShow(apply);
}
