import { useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';
import { asHallError, type HallError } from '@/api/hall-error';
import { cache, cached } from './cache';

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

function begin<T>(key: string | null): State<T> {
  const data = key === null ? undefined : cached<T>(key);
  return { key, data, stale: data !== undefined, loading: key !== null, error: null };
}

/**
 * An answer of the server under a key: the last known one at once, the current one when it comes, and again
 * whenever the page is shown. A null key asks for nothing.
 */
export function useResource<T>(key: string | null, load: () => Promise<T>): Resource<T> {
  const [state, setState] = useState<State<T>>(() => begin(key));
  const latestLoad = useRef(load);
  latestLoad.current = load;
  const turn = useRef(0);

  const reload = useCallback(async () => {
    if (key === null) return;
    const mine = ++turn.current;
    setState(before => ({ ...(before.key === key ? before : begin<T>(key)), loading: true }));
    try {
      const data = await latestLoad.current();
      cache(key, data);
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
  }, [key]);

  const replace = useCallback(
    (data: T) => {
      if (key !== null) cache(key, data);
      turn.current++;
      setState({ key, data, stale: false, loading: false, error: null });
    },
    [key],
  );

  useEffect(() => {
    if (key === null) setState(begin<T>(null));
    else void reload();
    return () => {
      turn.current++;
    };
  }, [key, reload]);
  useReturn(() => void reload());
  const shown = state.key === key ? state : begin<T>(key);
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
