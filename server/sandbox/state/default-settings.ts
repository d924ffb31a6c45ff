import type { Settings } from './records.ts';

export const DEFAULT_SETTINGS: Settings = {
  retryScale: 1,
  notifyTimeoutMs: 5000,
  wechatNotifyKey: 'public-key',
  wechatRefundDelayMs: 300,
  wechatRefundOutcome: 'SUCCESS',
  alipayRefundDelayMs: 0,
  alipayCloseNotifies: true,
  enforceBillTime: true,
  downloadUrlSeconds: 30,
  unionpayBackDelayMs: 300,
  unionpayBackOutcome: '00',
  unionpayCutHour: 23,
  papayDelayMs: 300,
  papayEnforceTimes: true,
  smsCallbackUrl: '',
  bankAutomatic: true,
  bankDelayMs: 200,
};
