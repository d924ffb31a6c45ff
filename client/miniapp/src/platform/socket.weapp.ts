import type { SocketPlatform } from './contract';
import { endedOnce } from './ended-once';

export const sockets: SocketPlatform = {
  open(url, { opened, message, closed }) {
    const end = endedOnce(closed);
    const task = wx.connectSocket({ url, fail: end });
    task.onOpen(opened);
    task.onMessage(({ data }) => message(String(data)));
    task.onClose(end);
    task.onError(end);
    return { send: text => task.send({ data: text, fail: end }), close: () => task.close({ code: 1000 }) };
  },
};
