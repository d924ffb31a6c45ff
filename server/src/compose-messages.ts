/** Part of the composition root: everything by which people are reached. */
import type { Settings } from './config/env.ts';
import { createMessagesModule, type MessagesDependencies } from './modules/messages/index.ts';
import type { Channels } from './modules/payments/channels/registry.ts';

interface Dependencies extends Omit<MessagesDependencies, 'sms' | 'tencentSms' | 'ways'> {
  alipay: Channels['alipay'];
}

export function composeMessages(settings: Settings, { alipay, ...dependencies }: Dependencies) {
  return createMessagesModule({
    ...dependencies,
    sms: smsSettings(settings),
    tencentSms: tencentSmsSettings(settings),
    ways: waysOfMessages(settings, alipay),
  });
}

/** Without a provider (demo only) nothing can be sent; the address refuses connections and the outbox keeps trying. */
function smsSettings(settings: Settings) {
  return {
    baseUrl: settings.SMS_BASE_URL ?? 'http://127.0.0.1:9',
    accessKey: settings.SMS_ACCESS_KEY ?? '',
    secret: settings.SMS_SECRET ?? '',
    sign: settings.SMS_SIGN_NAME,
  };
}

/** Everything by which people are reached besides text messages. */
function waysOfMessages(settings: Settings, alipay: Channels['alipay']) {
  const { signIn, PUBLIC_BASE_URL: publicBaseUrl } = settings;
  return {
    settings: settings.messages,
    publicBaseUrl,
    weixinApiUrl: signIn.weixinApiUrl,
    mini: signIn.wechatMini,
    oa: signIn.wechatOa,
    alipay:
      alipay && settings.alipay
        ? { appId: settings.alipay.appId, send: alipay.sendTemplateMessage }
        : undefined,
    tencentToken: settings.SMS_CALLBACK_TOKEN,
  };
}

function tencentSmsSettings(settings: Settings) {
  const {
    SMS_TENCENT_URL: url,
    SMS_TENCENT_SECRET_ID: secretId,
    SMS_TENCENT_SECRET_KEY: secretKey,
  } = settings;
  const { SMS_TENCENT_APP_ID: appId, SMS_TENCENT_TEMPLATES: list, SMS_SIGN_NAME: sign } = settings;
  if (!url || !secretId || !secretKey || !appId) return undefined;
  const pairs = (list?.split(',') ?? []).map(pair => pair.split(':') as [string, string]);
  return { url, secretId, secretKey, appId, sign, templates: Object.fromEntries(pairs) };
}
