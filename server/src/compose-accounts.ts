/** Part of the composition root: people, their sign-in and their households. */
import type { Settings } from './config/env.ts';
import type { HttpClient } from './infra/http-client.ts';
import { createSignInProviders } from './infra/sign-in/sign-in-providers.ts';
import { type AccountsDependencies, createAccountsModule } from './modules/accounts/index.ts';
import type { Channels } from './modules/payments/channels/registry.ts';
import type { UtilityRules } from './modules/settings/index.ts';

interface Dependencies
  extends Omit<AccountsDependencies, 'providers' | 'publicBaseUrl' | 'prepaymentLimits' | 'settings'> {
  http: HttpClient;
  channels: Channels;
  rules(): Promise<UtilityRules>;
}

export function composeAccounts(
  settings: Settings,
  { http, channels, rules, ...dependencies }: Dependencies,
) {
  const demo = settings.HALL_MODE === 'demo';
  const { signIn, alipay } = settings;
  const alipayLogin =
    channels.alipay && alipay
      ? { appId: alipay.appId, exchangeAuthCode: channels.alipay.exchangeAuthCode }
      : undefined;
  return createAccountsModule({
    ...dependencies,
    providers: createSignInProviders(signIn, http, alipayLogin),
    publicBaseUrl: settings.PUBLIC_BASE_URL,
    prepaymentLimits: async () => {
      const { prepaymentMinFen, prepaymentMaxFen } = await rules();
      return { minFen: prepaymentMinFen, maxFen: prepaymentMaxFen };
    },
    settings: {
      maxHouseholds: settings.MAX_HOUSEHOLDS,
      hotline: settings.HOTLINE,
      demo,
      wechatAppId: signIn.wechatMini?.appId ?? null,
      oaAppId: signIn.wechatOa?.appId ?? null,
      alipayAppId: alipay?.appId ?? null,
      unionPayChannels: channels.all
        .filter(({ prepay }) => prepay?.offers.some(({ method }) => method === 'unionpay'))
        .map(({ code }) => code),
      ...(demo ? { demoSignIns, sandboxUrl: settings.SANDBOX_URL } : {}),
    },
  });
}

/** Residents of the demo data whom the sign-in page offers. */
const demoSignIns = [
  { labelZh: '户主（有未缴账单）', labelEn: 'Holder with an open bill', phone: '13800000001' },
  { labelZh: '峰谷电价用户', labelEn: 'Time-of-use customer', phone: '13800000002' },
  { labelZh: '多人口家庭', labelEn: 'Large household', phone: '13800000003' },
];
