import { useLaunch } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { keepFiles, resumeFromWallet } from '@/platform/launch';
import { followSystemAppearance } from '@/state/appearance';
import './app.scss';

resumeFromWallet();
keepFiles();

export default function App({ children }: PropsWithChildren) {
  useLaunch(() => followSystemAppearance());
  return children;
}
