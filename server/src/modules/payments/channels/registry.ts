import type { Clock } from '../../../infra/clock.ts';
import type { HttpClient } from '../../../infra/http-client.ts';
import { type AlipayGateway, createAlipayGateway } from '../gateways/alipay/alipay.ts';
import type { AlipaySettings } from '../gateways/alipay/settings.ts';
import type { Gateway, GatewayCode } from '../gateways/gateway.ts';
import type { UnionpaySettings } from '../gateways/unionpay/settings.ts';
import { createUnionpayGateway } from '../gateways/unionpay/unionpay.ts';
import type { WechatPaySettings } from '../gateways/wechat-pay/settings.ts';
import { createWechatPayGateway } from '../gateways/wechat-pay/wechat-pay.ts';
import { agentChannel } from './agent/agent.ts';
import { alipayChannel } from './alipay/alipay.ts';
import { appChannel } from './app/app.ts';
import { bankCounterChannel } from './bank-counter/bank-counter.ts';
import { bankDebitChannel } from './bank-debit/bank-debit.ts';
import { bankKioskChannel } from './bank-kiosk/bank-kiosk.ts';
import type { Channel, ChannelDefinition } from './channel.ts';
import { counterChannel } from './counter/counter.ts';
import { financialTerminalChannel } from './financial-terminal/financial-terminal.ts';
import { kioskChannel } from './kiosk/kiosk.ts';
import { mobileBankChannel } from './mobile-bank/mobile-bank.ts';
import { onlineBankChannel } from './online-bank/online-bank.ts';
import { posChannel } from './pos/pos.ts';
import { postalChannel } from './postal/postal.ts';
import { rechargeCardChannel } from './recharge-card/recharge-card.ts';
import { smsChannel } from './sms/sms.ts';
import { webHallChannel } from './web-hall/web-hall.ts';
import { wechatChannel } from './wechat/wechat.ts';
import { wechatBillChannel } from './wechat-bill/wechat-bill.ts';

/** Every channel there is, one line each. A list, not a search of folders: what is missing here is missing on purpose. */
export const channelRegistry: readonly ChannelDefinition[] = [
  wechatChannel,
  alipayChannel,
  webHallChannel,
  appChannel,
  onlineBankChannel,
  bankDebitChannel,
  rechargeCardChannel,
  smsChannel,
  counterChannel,
  kioskChannel,
  posChannel,
  agentChannel,
  postalChannel,
  mobileBankChannel,
  financialTerminalChannel,
  bankCounterChannel,
  bankKioskChannel,
  wechatBillChannel,
];

export interface GatewaySettings {
  wechatPay?: WechatPaySettings;
  alipay?: AlipaySettings;
  unionpay?: UnionpaySettings;
}

export interface Channels {
  /** The enabled ones, in the registry's order. */
  all: readonly Channel[];
  find(code: string): Channel | undefined;
  gateways: readonly Gateway[];
  /** Also for payments of channels that have been disabled since, as long as the gateway is set up. */
  gateway(code: string): Gateway | undefined;
  /** Set when Alipay is set up; its gateway also serves sign-in. */
  alipay?: AlipayGateway;
}

/** @throws Error that names the channel, when one is unknown or its gateway is not set up: the start-up stops there. */
export function createChannels(
  enabled: readonly string[],
  settings: GatewaySettings,
  deps: { http: HttpClient; clock: Clock },
): Channels {
  const definitions = definitionsOf(enabled);
  const alipay = settings.alipay && createAlipayGateway(settings.alipay, deps);
  const wechatPay = settings.wechatPay && createWechatPayGateway(settings.wechatPay, deps);
  const unionpay = settings.unionpay && createUnionpayGateway(settings.unionpay, deps);
  const gateways = [wechatPay, alipay, unionpay].filter(gateway => gateway !== undefined);
  const gateway = (code: string) => gateways.find(each => each.code === code);
  const all = definitions.map(definition => {
    const missing = definition.gateways.find(code => !gateway(code));
    if (missing) throw new Error(`channel ${definition.code}: its gateway ${missing} is not set up`);
    return definition.create({ get: code => gateway(code)!, has: code => gateway(code) !== undefined });
  });
  return { all, find: code => all.find(channel => channel.code === code), gateways, gateway, alipay };
}

/** Which gateways must be set up for these channels. @throws Error that names an unknown channel */
export function gatewaysNeededBy(enabled: readonly string[]): Set<GatewayCode> {
  return new Set(definitionsOf(enabled).flatMap(definition => definition.gateways));
}

function definitionsOf(enabled: readonly string[]): ChannelDefinition[] {
  const unknown = enabled.find(code => !channelRegistry.some(definition => definition.code === code));
  const known = channelRegistry.map(definition => definition.code).join(', ');
  if (unknown !== undefined) throw new Error(`channel ${unknown}: unknown, expected some of ${known}`);
  return channelRegistry.filter(definition => enabled.includes(definition.code));
}
