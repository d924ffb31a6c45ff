import type { SocketPlatform } from './contract';
import { endedOnce } from './ended-once';

/** Some versions hand a message over as text, others as an object that says whether it was binary. */
const textOf = (data: unknown): string =>
  typeof data === 'object' && data !== null ? String((data as { data: unknown }).data) : String(data);

export const sockets: SocketPlatform = {
  open(url, { opened, message, closed }) {
    const end = endedOnce(closed);
    // Without `multiple` there is one socket for the whole program, and no task for it.
    const task = my.connectSocket({ url, multiple: true, fail: end });
    task.onOpen(opened);
    task.onMessage(({ data }) => message(textOf(data)));
    task.onClose(end);
    task.onError(end);
    return { send: text => task.send({ data: text, fail: end }), close: () => task.close({ code: 1000 }) };
  },
};
