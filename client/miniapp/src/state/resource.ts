import { useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { asHallError, type HallError } from '@/api/hall-error';
import { useLanguage } from '@/i18n/language';
import { cache, cached } from './cache';
import { currentToken, useToken } from './session';

export interface Resource<T> {
  data: T | undefined;
  /** What is shown is the last known answer and the current one is not here. */
  stale: boolean;
  loading: boolean;
  error: HallError | null;
  reload(): Promise<void>;
  /** Puts in an answer that came from a change. */
  replace(data: T): void;
}

interface State<T> {
  key: string | null;
  data: T | undefined;
  stale: boolean;
  loading: boolean;
  error: HallError | null;
}

/** `key` says whose answer it is; on the device it is kept for one person at a time, in the language it came in. */
function begin<T>(key: string | null, kept: string): State<T> {
  const data = key === null ? undefined : cached<T>(kept);
  return { key, data, stale: data !== undefined, loading: key !== null, error: null };
}

/**
 * An answer of the server under a name: the last known one at once, the current one when it comes, and again whenever
 * the page is shown or its words are wanted in the other language. A null name asks for nothing.
 * @param keptOf what of it may lie on the device
 */
export function useResource<T>(
  name: string | null,
  load: () => Promise<T>,
  keptOf: (data: T) => T = data => data,
): Resource<T> {
  // Nobody sees the answer of the session before, and what was asked signed out is asked again by itself.
  const token = useToken();
  const key = name === null ? null : `${token ?? ''}:${name}`;
  const kept = `${useLanguage()}:${name}`;
  const [state, setState] = useState<State<T>>(() => begin(key, kept));
  const latestLoad = useRef(load);
  latestLoad.current = load;
  const latestKeptOf = useRef(keptOf);
  latestKeptOf.current = keptOf;
  const turn = useRef(0);

  const reload = useCallback(async () => {
    if (key === null) return;
    const mine = ++turn.current;
    setState(before => ({ ...(before.key === key ? before : begin<T>(key, kept)), loading: true }));
    try {
      const data = await latestLoad.current();
      if (token === currentToken()) cache(kept, latestKeptOf.current(data));
      if (mine === turn.current) setState({ key, data, stale: false, loading: false, error: null });
    } catch (error) {
      if (mine === turn.current)
        setState(before => ({
          ...before,
          stale: before.data !== undefined,
          loading: false,
          error: asHallError(error),
        }));
    }
  }, [key, kept, token]);

  const replace = useCallback(
    (data: T) => {
      if (key !== null && token === currentToken()) cache(kept, latestKeptOf.current(data));
      turn.current++;
      setState({ key, data, stale: false, loading: false, error: null });
    },
    [key, kept, token],
  );

  useEffect(() => {
    if (key === null) setState(begin<T>(null, kept));
    else void reload();
    return () => {
      turn.current++;
    };
  }, [key, kept, reload]);
  useReturn(() => void reload());
  const shown = state.key === key ? state : begin<T>(key, kept);
  return {
    data: shown.data,
    stale: shown.stale,
    loading: shown.loading,
    error: shown.error,
    reload,
    replace,
  };
}

/** Runs when the page is shown again, not the first time. */
export function useReturn(returned: () => void): void {
  const seen = useRef(false);
  useDidShow(() => {
    if (seen.current) returned();
    seen.current = true;
  });
}
