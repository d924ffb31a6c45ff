import type { ChannelDefinition } from '../channel.ts';
import { outsideMiniPrograms, prepayOf } from '../plan-prepay.ts';
import { readCommand } from './commands.ts';
import { readDay } from './day-file.ts';
import { readInbound, reply } from './tencent-callback.ts';

/** 移动短信: commands by text message; what is to be paid is paid by the link in the answer, with either wallet. */
export const smsChannel: ChannelDefinition = {
  code: 'sms',
  gateways: ['wechat-pay', 'alipay'],
  create: gateways => ({
    code: 'sms',
    name: { zh: '短信', en: 'Text message' },
    command: { readInbound, reply, read: readCommand, readDay },
    prepay: outsideMiniPrograms(
      prepayOf(
        [
          { method: 'wechat', gateway: 'wechat-pay', products: ['h5', 'native', 'jsapi'] },
          { method: 'alipay', gateway: 'alipay', products: ['wap', 'page'] },
        ],
        gateways,
      ),
      gateways,
    ),
  }),
};
