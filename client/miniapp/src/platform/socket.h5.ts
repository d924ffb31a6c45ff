import type { SocketPlatform } from './contract';
import { endedOnce } from './ended-once';

export const sockets: SocketPlatform = {
  open(url, { opened, message, closed }) {
    const end = endedOnce(closed);
    const socket = new WebSocket(url);
    socket.onopen = opened;
    socket.onmessage = ({ data }) => message(String(data));
    socket.onclose = end;
    socket.onerror = end;
    return {
      send: text => (socket.readyState === WebSocket.OPEN ? socket.send(text) : end()),
      close: () => socket.close(1000),
    };
  },
};
