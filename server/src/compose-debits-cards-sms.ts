/** Part of the composition root: ways to pay that no gateway stands behind — debit files, recharge cards, text messages. */
import type { Route } from './http/define-route.ts';
import type { Job } from './infra/jobs.ts';
import type { Metrics } from './infra/metrics.ts';
import type { AutopayModule } from './modules/autopay/index.ts';
import { type CardsDependencies, createCardsModule } from './modules/cards/index.ts';
import { createDebitsModule, type DebitsDependencies } from './modules/debits/index.ts';
import type { ReadForecast } from './modules/forecast/index.ts';
import type { SmsQueue } from './modules/messages/index.ts';
import { createPayLinksModule } from './modules/pay-links/index.ts';
import type { Channels } from './modules/payments/channels/registry.ts';
import type { QuoteAtDesk, StatementSource } from './modules/payments/index.ts';
import { createSmsCommandsModule } from './modules/sms-commands/index.ts';
import type { SmsDayFileSettings } from './modules/sms-commands/settings.ts';

interface Dependencies
  extends Omit<DebitsDependencies, 'format' | 'payLink'>,
    Omit<CardsDependencies, 'voucher'> {
  channels: Channels;
  /** Answers to text messages. */
  sms: SmsQueue;
  publicBaseUrl: string;
  /** Text messages are answered also to whoever has gone and still owes something. */
  quoteAtDesk: QuoteAtDesk;
  /** What a household has used, told to whoever asks by text message. */
  forecast: ReadForecast;
  /** Agreements by which a wallet may be debited at a text message's word. */
  autopay: Pick<AutopayModule, 'payAtWord' | 'nudge'>;
  metrics: Metrics;
  smsCallback: { token?: string; addresses: readonly string[] };
  /** `<id>:<32 hex digits>,…` of the operator's day files, the newest first. */
  smsFileKeys?: string;
  /** Ours at the SMS operator. */
  smsAppId?: string;
  /** Where its day files are fetched. */
  smsDayFiles?: SmsDayFileSettings;
}

interface Module {
  routes: Route[];
  jobs: Job[];
  statementSources?(): Promise<StatementSource[]>;
  idle?(): Promise<void>;
}

/** A module is there when its channel is enabled. */
export function composeDebitsCardsSms(dependencies: Dependencies): Module[] {
  const { channels, db, clock, publicBaseUrl } = dependencies;
  const payLinks = createPayLinksModule({ pool: db.pool, clock, publicBaseUrl });
  const format = channels.find('bank-debit')?.batchDebit;
  const debits = format && createDebitsModule({ ...dependencies, format, payLink: payLinks.create });
  const voucher = channels.find('recharge-card')?.voucher;
  const cards = voucher && createCardsModule({ ...dependencies, voucher });
  const channel = channels.find('sms')?.command;
  const { token: callbackToken, addresses: callbackAddresses } = dependencies.smsCallback;
  const sms =
    channel &&
    createSmsCommandsModule({
      ...dependencies,
      quote: dependencies.quoteAtDesk,
      channel,
      callbackToken,
      callbackAddresses,
      fileKeys: keysOf(dependencies.smsFileKeys ?? ''),
      appId: dependencies.smsAppId,
      sftp: dependencies.smsDayFiles,
      payLink: payLinks.create,
      redeem: cards?.redeem,
      payByAgreement: dependencies.autopay.payAtWord,
      nudgeAgreements: dependencies.autopay.nudge,
    });
  return [payLinks, debits, cards, sms].filter(module => module !== undefined);
}

function keysOf(list: string) {
  const pairs = list.split(',').filter(Boolean);
  return pairs.map(pair => {
    const [id = '', hex = ''] = pair.split(':');
    return { id, key: Buffer.from(hex, 'hex') };
  });
}
