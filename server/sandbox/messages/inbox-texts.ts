import type { Channel } from './records.ts';

interface InboxTexts {
  title: string;
  all: string;
  none: string;
  other: string;
  search: string;
  show: string;
  to: string;
  template: string;
  page: string;
  states: Record<'under-way' | 'received' | 'failed', string>;
  channels: Record<Channel, string>;
}

export type Language = 'zh' | 'en';

export const INBOX_TEXTS: Record<Language, InboxTexts> = {
  zh: {
    title: '消息收件箱',
    all: '全部',
    none: '还没有消息。',
    other: 'English',
    search: '收件人（手机号、邮箱或用户标识）',
    show: '查看',
    to: '收件人',
    template: '模板',
    page: '点击后打开',
    states: { 'under-way': '发送中', received: '已送达', failed: '未送达' },
    channels: {
      'wechat-subscribe': '微信订阅消息',
      'wechat-oa': '公众号模板消息',
      alipay: '支付宝消息',
      sms: '短信',
      email: '邮件',
      voice: '语音电话',
    },
  },
  en: {
    title: 'Messages',
    all: 'All',
    none: 'No messages yet.',
    other: '中文',
    search: 'Recipient (phone, e-mail or user id)',
    show: 'Show',
    to: 'To',
    template: 'Template',
    page: 'Opens',
    states: { 'under-way': 'Under way', received: 'Received', failed: 'Not received' },
    channels: {
      'wechat-subscribe': 'WeChat subscription',
      'wechat-oa': 'Official account',
      alipay: 'Alipay',
      sms: 'SMS',
      email: 'E-mail',
      voice: 'Voice call',
    },
  },
};
