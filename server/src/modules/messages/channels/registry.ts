/** The channels that have settings. */
import type { HttpClient } from '../../../infra/http-client.ts';
import type { MessagesSettings } from '../settings.ts';
import type { SmsProvider } from '../sms/sms-provider.ts';
import { type AlipayMessage, createAlipayMessages } from './alipay.ts';
import type { ChannelName, MessageChannel } from './channel.ts';
import { createEmailChannel } from './email.ts';
import { inApp } from './in-app.ts';
import { createSmsChannel } from './sms.ts';
import { createVoiceChannel } from './voice.ts';
import { createWechatOa } from './wechat-oa.ts';
import { createWechatSubscribe } from './wechat-subscribe.ts';
import type { PushKeys } from './weixin-push.ts';
import { createWeixinToken, type WeixinApp } from './weixin-token.ts';

export interface ChannelsDependencies {
  http: HttpClient;
  settings: MessagesSettings;
  publicBaseUrl: string;
  /** What stands before the @ of a notice's Message-ID. */
  mailNumberOf(requestId: string): string;
  weixinApiUrl?: string;
  mini?: WeixinApp;
  oa?: WeixinApp;
  sendByAlipay?(message: AlipayMessage): Promise<void>;
  sms?: { provider: SmsProvider; repeatable: boolean; reports?: { accessKey: string; secret: string } };
}

const messagesPage = 'packages/message/list/index';

export function createMessageChannels(dependencies: ChannelsDependencies): Map<ChannelName, MessageChannel> {
  const made = [wechatSubscribe, wechatOa, alipay, sms, email, voice].flatMap(
    make => make(dependencies) ?? [],
  );
  return new Map([...made, inApp].map(channel => [channel.name, channel]));
}

function wechatSubscribe({ settings, mini, weixinApiUrl, http }: ChannelsDependencies) {
  const { WECHAT_SUBSCRIBE_TEMPLATES: list } = settings;
  if (!list || !mini || !weixinApiUrl) return undefined;
  const own = {
    baseUrl: weixinApiUrl,
    templates: new Map(list),
    push: pushKeys(settings, mini),
    perSecond: settings.WECHAT_SUBSCRIBE_PER_SECOND,
    state: settings.WECHAT_SUBSCRIBE_STATE,
    page: messagesPage,
  };
  return createWechatSubscribe(own, createWeixinToken(weixinApiUrl, mini, http), http);
}

function wechatOa({ settings, oa, weixinApiUrl, http, publicBaseUrl }: ChannelsDependencies) {
  const { WECHAT_OA_TEMPLATES: list } = settings;
  if (!list || !oa || !weixinApiUrl) return undefined;
  const own = {
    baseUrl: weixinApiUrl,
    templates: new Map(list),
    push: pushKeys(settings, oa),
    perSecond: settings.WECHAT_OA_PER_SECOND,
    link: publicBaseUrl,
  };
  return createWechatOa(own, createWeixinToken(weixinApiUrl, oa, http), http);
}

export function pushKeys(settings: MessagesSettings, { appId }: WeixinApp): PushKeys | undefined {
  const { WECHAT_MESSAGE_TOKEN: token, WECHAT_MESSAGE_AES_KEY: aesKey } = settings;
  return token === undefined ? undefined : { token, aesKey, appId };
}

function alipay({ settings, sendByAlipay }: ChannelsDependencies) {
  const { ALIPAY_TEMPLATES: list, ALIPAY_MESSAGES_PER_SECOND: perSecond } = settings;
  if (!list || !sendByAlipay) return undefined;
  return createAlipayMessages({
    templates: new Map(list),
    page: messagesPage,
    perSecond,
    deliver: sendByAlipay,
  });
}

function sms({ settings, sms }: ChannelsDependencies) {
  if (!sms) return undefined;
  return createSmsChannel({
    ...sms,
    perSecond: settings.SMS_PER_SECOND,
    costMilliFen: settings.SMS_COST_MILLIFEN,
    patienceSeconds: settings.SMS_REPORT_PATIENCE_SECONDS,
  });
}

function email({ settings, mailNumberOf: numberOf }: ChannelsDependencies) {
  const { SMTP_URL: url, SMTP_FROM: from, SMTP_PER_SECOND: perSecond } = settings;
  if (url === undefined) return undefined;
  return createEmailChannel({ url, from, perSecond, costMilliFen: 0, numberOf });
}

function voice({ settings, http, publicBaseUrl }: ChannelsDependencies) {
  const { VOICE_BASE_URL: baseUrl, VOICE_ACCESS_KEY: accessKey, VOICE_SECRET: secret } = settings;
  if (!baseUrl || !accessKey || !secret) return undefined;
  const own = {
    baseUrl,
    accessKey,
    secret,
    notifyUrl: `${publicBaseUrl}/notify/messages/voice`,
    retries: settings.VOICE_RETRIES,
    retryIntervalSeconds: settings.VOICE_RETRY_SECONDS,
    perSecond: settings.VOICE_PER_SECOND,
    costMilliFen: settings.VOICE_COST_MILLIFEN,
  };
  return createVoiceChannel(own, http);
}
