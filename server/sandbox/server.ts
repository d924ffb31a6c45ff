import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Router from '@koa/router';
import Koa from 'koa';
import { acquirerRoutes } from './acquirer/routes.ts';
import { alipayRoutes } from './alipay/gateway.ts';
import { alipayNotifier } from './alipay/notifier.ts';
import { resumeAlipayRefunds } from './alipay/refunds.ts';
import { agreementPages } from './cashier/agreements.ts';
import { alipayCashier } from './cashier/alipay.ts';
import { unionpayCashier } from './cashier/unionpay.ts';
import { wechatCashier } from './cashier/wechat.ts';
import { acquirerControl } from './control/acquirer-routes.ts';
import { bankControl } from './control/bank-routes.ts';
import { buyerRoutes } from './control/buyer-routes.ts';
import { complaintControl } from './control/complaint-routes.ts';
import { mailControl } from './control/mail-routes.ts';
import { messageControl } from './control/message-routes.ts';
import { notificationRoutes } from './control/notification-routes.ts';
import { ControlError } from './control/request.ts';
import { settingRoutes } from './control/setting-routes.ts';
import { smsControl } from './control/sms-routes.ts';
import { supplyControl, voiceControl } from './control/supply-routes.ts';
import { unionpayControl } from './control/unionpay-routes.ts';
import { viewRoutes } from './control/view-routes.ts';
import { walletRoutes } from './control/wallet-routes.ts';
import { startSftp } from './debit-bank/sftp-server.ts';
import { resumeBank } from './debit-bank/work.ts';
import { Faults } from './faults/faults.ts';
import { counterpartiesPage, firstTerminal } from './http/counterparties-page.ts';
import { indexPage } from './http/index-page.ts';
import { BodyTooLarge } from './http/raw-body.ts';
import { invoiceRoutes } from './invoices/routes.ts';
import { startImapServer } from './mail/imap-server.ts';
import { Inbox } from './mail/inbox.ts';
import { startMailServer } from './mail/smtp-server.ts';
import { inboxPage } from './messages/inbox-page.ts';
import { Rates } from './messages/rates.ts';
import { Deliveries } from './notify/deliveries.ts';
import type { Sandbox } from './sandbox.ts';
import { smsReceiptNotifier } from './sms/receipts.ts';
import { smsRoutes } from './sms/routes.ts';
import { smsNotifier } from './sms-operator/inbound.ts';
import { phonePage } from './sms-operator/phone-page.ts';
import { smsOperatorRoutes } from './sms-operator/routes.ts';
import { DEFAULT_SETTINGS } from './state/default-settings.ts';
import { randomText } from './state/ids.ts';
import { credentials, loadKeys } from './state/keys.ts';
import { Store } from './state/store.ts';
import { resumeSupply } from './supply-control/execute.ts';
import { metersPage } from './supply-control/meters-page.ts';
import { supplyNotifier } from './supply-control/notifier.ts';
import { supplyRoutes } from './supply-control/routes.ts';
import { resumeBackTrades } from './unionpay/back-trades.ts';
import { unionpayRoutes } from './unionpay/gateway.ts';
import { unionpayNotifier } from './unionpay/notifier.ts';
import { resumeCalls } from './voice/calls.ts';
import { voiceNotifier } from './voice/notifier.ts';
import { voiceRoutes } from './voice/routes.ts';
import { resumeDebits } from './wechat-pay/debits.ts';
import { wechatNotifier } from './wechat-pay/notifier.ts';
import { resumeRefunds } from './wechat-pay/refunds.ts';
import { wechatPayRoutes } from './wechat-pay/routes.ts';
import { weixinAccountRoutes, weixinMessageRoutes } from './weixin/message-routes.ts';
import { weixinNotifier } from './weixin/push.ts';
import { weixinRoutes } from './weixin/routes.ts';

export interface SandboxOptions {
  /** 0 takes a free port. */
  port: number;
  /** Of the debit bank's SFTP server and of the mail server; 0 (or absent) takes a free one. */
  sftpPort?: number;
  smtpPort?: number;
  imapPort?: number;
  /** Without it, keys and state live in memory only. */
  stateDir?: string;
  merchantName?: string;
}

export interface RunningSandbox {
  url: string;
  credentials: Record<string, string>;
  close: () => Promise<void>;
}

/** Starts the stand-in gateways on 127.0.0.1 and takes up whatever was under way when they last stopped. */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { stateDir } = options;
  if (stateDir) {
    mkdirSync(stateDir, { recursive: true });
    // Whoever waits for this file must not find the one of an earlier run, with another port in it.
    rmSync(join(stateDir, 'credentials.json'), { force: true });
  }
  const timers = new Set<NodeJS.Timeout>();
  const sandbox = await assemble(options, timers);
  const server = createServer(compose(sandbox).callback());
  // Longer than any client keeps idle connections, so that none is cut while being used again.
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  sandbox.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sftp = await startSftp(sandbox, options.sftpPort ?? 0);
  sandbox.sftpPort = sftp.port;
  const mail = await startMailServer(sandbox, options.smtpPort ?? 0);
  sandbox.smtpPort = mail.port;
  const imap = await startImapServer(sandbox, options.imapPort ?? 0);
  sandbox.imapPort = imap.port;
  const issued = credentials(sandbox.keys, sandbox.baseUrl, sandbox);
  if (stateDir) writeCredentials(stateDir, issued);
  resumeRefunds(sandbox);
  resumeAlipayRefunds(sandbox);
  resumeBackTrades(sandbox);
  resumeDebits(sandbox);
  resumeBank(sandbox);
  resumeCalls(sandbox);
  resumeSupply(sandbox);
  firstTerminal(sandbox, randomText(16).toUpperCase());
  sandbox.deliveries.resume();
  return {
    url: sandbox.baseUrl,
    credentials: issued,
    async close() {
      for (const timer of timers) clearTimeout(timer);
      server.closeAllConnections();
      await sftp.close();
      await mail.close();
      await imap.close();
      await new Promise(resolve => server.close(resolve));
      await sandbox.deliveries.settle();
      for (const timer of timers) clearTimeout(timer);
      sandbox.store.close();
    },
  };
}

async function assemble(options: SandboxOptions, timers: Set<NodeJS.Timeout>): Promise<Sandbox> {
  const { stateDir, merchantName = '电力营业厅' } = options;
  const keys = await loadKeys(stateDir, new Date());
  const store = new Store(stateDir ? join(stateDir, 'journal.jsonl') : undefined);
  const sandbox = {
    baseUrl: '',
    sftpPort: 0,
    smtpPort: 0,
    imapPort: 0,
    inbox: new Inbox(),
    rates: new Rates(),
    merchantName,
    keys,
    store,
    faults: new Faults(store),
    settings: () => store.get('settings', 'current') ?? DEFAULT_SETTINGS,
    later(ms: number, run: () => void) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        run();
      }, ms);
      timers.add(timer);
    },
  } as Sandbox;
  const notifiers = {
    'wechat-pay': wechatNotifier(sandbox),
    alipay: alipayNotifier(sandbox),
    unionpay: unionpayNotifier(sandbox),
    'sms-operator': smsNotifier(sandbox),
    sms: smsReceiptNotifier(sandbox),
    weixin: weixinNotifier(sandbox, 'weixin'),
    'weixin-oa': weixinNotifier(sandbox, 'weixin-oa'),
    voice: voiceNotifier(sandbox),
    'supply-control': supplyNotifier(sandbox),
  };
  sandbox.deliveries = new Deliveries(sandbox, notifiers);
  return sandbox;
}

/** Whole or not at all: whoever waits for the file must not read half of it. */
function writeCredentials(stateDir: string, issued: Record<string, string>): void {
  const path = join(stateDir, 'credentials.json');
  writeFileSync(`${path}.new`, JSON.stringify(issued, null, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function compose(sandbox: Sandbox): Koa {
  const router = new Router();
  router.get('/', ctx => {
    ctx.body = indexPage();
  });
  wechatPayRoutes(router, sandbox);
  weixinRoutes(router, sandbox);
  weixinMessageRoutes(router, sandbox);
  weixinAccountRoutes(router, sandbox);
  voiceRoutes(router, sandbox);
  supplyRoutes(router, sandbox);
  metersPage(router, sandbox);
  supplyControl(router, sandbox);
  voiceControl(router, sandbox);
  inboxPage(router, sandbox);
  messageControl(router, sandbox);
  alipayRoutes(router, sandbox);
  unionpayRoutes(router, sandbox);
  acquirerRoutes(router, sandbox);
  smsRoutes(router, sandbox);
  smsOperatorRoutes(router, sandbox);
  phonePage(router, sandbox);
  counterpartiesPage(router, sandbox);
  invoiceRoutes(router, sandbox);
  wechatCashier(router, sandbox);
  alipayCashier(router, sandbox);
  unionpayCashier(router, sandbox);
  agreementPages(router, sandbox);
  buyerRoutes(router, sandbox);
  notificationRoutes(router, sandbox);
  settingRoutes(router, sandbox);
  viewRoutes(router, sandbox);
  unionpayControl(router, sandbox);
  walletRoutes(router, sandbox);
  acquirerControl(router, sandbox);
  smsControl(router, sandbox);
  mailControl(router, sandbox);
  complaintControl(router, sandbox);
  bankControl(router, sandbox);
  const app = new Koa();
  app.silent = true;
  app.use(async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const known = error instanceof ControlError || error instanceof BodyTooLarge;
      if (!known) console.error('sandbox:', error);
      ctx.status = error instanceof ControlError ? error.status : known ? 413 : 500;
      ctx.body = { error: error instanceof Error ? error.message : 'unknown error' };
    }
  });
  app.use(router.routes()).use(router.allowedMethods());
  return app;
}
