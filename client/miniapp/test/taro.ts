/** A stand-in for @tarojs/taro: hooks run as on one page, navigation is recorded, requests are answered by the test. */
import { useEffect } from 'react';

export interface Asked {
  method: string;
  path: string;
  header: Record<string, string>;
  data?: unknown;
}

export interface Reply {
  status?: number;
  body?: unknown;
}

/** A promised answer is one that is still on its way. */
export type Answer = (asked: Asked) => Reply | 'no answer' | Promise<Reply>;

export const phone = {
  params: {} as Record<string, unknown>,
  storage: new Map<string, unknown>(),
  /** Where the pages went: `navigateTo /packages/…`. */
  went: [] as string[],
  asked: [] as Asked[],
  answer: (() => ({
    status: 404,
    body: { error: 'not-found', message: '没有找到', details: [], requestId: 'req-1' },
  })) as Answer,
  shown: new Set<() => void>(),
  hidden: new Set<() => void>(),
  reset(): void {
    Object.assign(phone, { params: {}, went: [], asked: [] });
    phone.storage.clear();
    phone.shown.clear();
    phone.hidden.clear();
  },
};

function request({
  url,
  method,
  header,
  data,
}: {
  url: string;
  method: string;
  header: Record<string, string>;
  data?: unknown;
}) {
  const asked = { method, path: url.replace(/^.*\/api\/v1/, ''), header, data };
  phone.asked.push(asked);
  const reply = phone.answer(asked);
  if (reply === 'no answer') return Promise.reject(new Error('request:fail'));
  const arrived = ({ status = 200, body }: Reply) => ({ statusCode: status, data: body, header: {} });
  return reply instanceof Promise ? reply.then(arrived) : Promise.resolve(arrived(reply));
}

const going =
  (how: string) =>
  ({ url }: { url?: string } = {}) => {
    phone.went.push(url ? `${how} ${url}` : how);
    return Promise.resolve({});
  };

function hook(listeners: Set<() => void>, atOnce: boolean) {
  return (run: () => void) =>
    // biome-ignore lint/correctness/useExhaustiveDependencies: Taro's hooks keep the first function, too
    useEffect(() => {
      listeners.add(run);
      if (atOnce) run();
      return () => {
        listeners.delete(run);
      };
    }, []);
}

export const useDidShow = hook(phone.shown, true);
export const useDidHide = hook(phone.hidden, false);
// biome-ignore lint/correctness/useExhaustiveDependencies: once, as Taro does
export const useLaunch = (run: () => void) => useEffect(run, []);
export const useRouter = () => ({ params: phone.params, path: '' });

export default {
  request,
  navigateTo: going('navigateTo'),
  redirectTo: going('redirectTo'),
  reLaunch: going('reLaunch'),
  navigateBack: going('navigateBack'),
  getCurrentPages: () => [{}, {}],
  pageScrollTo: () => Promise.resolve(),
  getSystemInfoSync: () => ({ language: 'zh_CN' }),
  getStorageSync: (key: string) => phone.storage.get(key) ?? '',
  setStorageSync: (key: string, value: unknown) => phone.storage.set(key, value),
  removeStorageSync: (key: string) => phone.storage.delete(key),
  setNavigationBarTitle: () => Promise.resolve(),
  setNavigationBarColor: () => Promise.resolve(),
};
