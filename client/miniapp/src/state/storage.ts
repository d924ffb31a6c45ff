/** What is kept on the device. Anything unreadable counts as absent: a full or broken storage stops nobody. */
import Taro from '@tarojs/taro';

export function recall<T>(key: string): T | null {
  try {
    const value = Taro.getStorageSync(`hall:${key}`) as T | '' | undefined | null;
    return value === '' || value === undefined ? null : value;
  } catch {
    return null;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    Taro.setStorageSync(`hall:${key}`, value);
  } catch {
    // Kept for this visit only.
  }
}

export function forget(key: string): void {
  try {
    Taro.removeStorageSync(`hall:${key}`);
  } catch {
    // Nothing was there.
  }
}
