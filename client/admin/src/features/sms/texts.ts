import { defineTexts } from '../../i18n/index.tsx';

export const smsTexts = defineTexts(
  {
    title: '短信指令',
    hint: '客户用绑定的手机发短信查询和缴费。内容加密保存，这里只显示指令和处理结果。',
    today: '今天',
    list: '收到的短信',
    none: '还没有收到短信',
    'none-hint':
      '在短信服务商控制台把上行回调地址设为 /notify/sms/tencent/<密钥> 后，客户的短信会出现在这里。',
    phone: '手机',
    command: '指令',
    result: '处理结果',
    sent: '发送',
    handled: '处理',
    repeats: '重复推送',
  },
  {
    title: 'Text commands',
    hint: 'Customers look up and pay by text from a bound phone. What they wrote is kept encrypted; shown are the command and what came of it.',
    today: 'Today',
    list: 'Messages received',
    none: 'No messages yet',
    'none-hint':
      'Set the reply callback in the provider’s console to /notify/sms/tencent/<secret>; messages then appear here.',
    phone: 'Phone',
    command: 'Command',
    result: 'What came of it',
    sent: 'Sent',
    handled: 'Handled',
    repeats: 'Repeats',
  },
);
