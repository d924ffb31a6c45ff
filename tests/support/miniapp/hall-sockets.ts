/** The wallet's sockets, carried to a running hall as a phone would carry them. */
import { WebSocket } from 'ws';
import type { Platform } from './dialects.ts';
import type { Options } from './wallet-api.ts';

type Listener = (result?: object) => void;

/** @param hallUrl stands in for the address the build was made for. */
export function socketsTo(hallUrl: string, platform: Platform): (options: Options) => object {
  return options => {
    // Alipay gives a task of its own only to whoever asks for several.
    if (platform === 'alipay' && options['multiple'] !== true) throw new Error('no socket task');
    const { pathname } = new URL(String(options['url']));
    const socket = new WebSocket(hallUrl.replace(/^http/, 'ws') + pathname);
    const listeners: Record<string, Listener[]> = {};
    const on = (name: string) => (listener: Listener) => {
      listeners[name] = [...(listeners[name] ?? []), listener];
    };
    const tell = (name: string, result?: object) => {
      for (const listener of listeners[name] ?? []) listener(result);
    };
    socket.on('open', () => tell('open'));
    socket.on('message', data => {
      const text = String(data);
      tell('message', { data: platform === 'alipay' ? { data: text, isBuffer: false } : text });
    });
    socket.on('error', () => tell('error', {}));
    socket.on('close', () => tell('close', {}));
    return {
      onOpen: on('open'),
      onMessage: on('message'),
      onClose: on('close'),
      onError: on('error'),
      send: ({ data, fail }: { data: string; fail?: Listener }) =>
        socket.readyState === WebSocket.OPEN ? socket.send(data) : fail?.({}),
      close: () => socket.close(),
    };
  };
}
