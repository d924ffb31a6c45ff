import Taro, { useRouter } from '@tarojs/taro';
import { type PageName, type PageParams, pages } from './pages';

function urlOf(page: PageName, params: object = {}): string {
  const query = Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&');
  return `/${pages[page]}${query ? `?${query}` : ''}`;
}

export function go<Name extends PageName>(page: Name, params: PageParams[Name]): void {
  void Taro.navigateTo({ url: urlOf(page, params) });
}

/** In place of the page that is open, so that "back" does not return to it. */
export function goInstead<Name extends PageName>(page: Name, params: PageParams[Name]): void {
  void Taro.redirectTo({ url: urlOf(page, params) });
}

export function goHome(): void {
  void Taro.reLaunch({ url: urlOf('home') });
}

/** A page opened by its address has nothing behind it: then back is home. */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else goHome();
}

/** Taro adds a number of its own to the parameters; ours are texts. */
export function usePageParams<Name extends PageName>(_page: Name): Partial<PageParams[Name]> {
  const { params } = useRouter();
  const given = Object.entries(params as Record<string, unknown>).filter(
    ([, value]) => typeof value === 'string',
  );
  return Object.fromEntries(given.map(([name, value]) => [name, decodeOnce(value as string)])) as Partial<
    PageParams[Name]
  >;
}

/** H5's router has decoded already; the mini-programs have not. Our parameters contain no literal `%`. */
function decodeOnce(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
