/**
 * Where a channel's wire is our own specification, its byte-exact example messages, which our side and the stand-in are both
 * tested against. Where it is a published protocol, the gateway whose README names the publication; the stand-in is
 * held against the vendor's own SDK (tests/contract/sandbox).
 */
const channels = 'server/src/modules/payments/channels';
const agency = 'tests/contract/agency/examples';
const json = [`${agency}/agency-json.json`, `${agency}/keys.json`];
const tcp = [`${agency}/agency-tcp.json`, `${agency}/keys.json`];

export interface Examples {
  /** Files, or a file and the mark of the code block that holds them: `README.md#pos`. */
  own?: readonly string[];
  published?: readonly ('wechat-pay' | 'alipay' | 'unionpay')[];
}

export const examples: Readonly<Record<string, Examples>> = {
  wechat: { published: ['wechat-pay'] },
  alipay: { published: ['alipay'] },
  'web-hall': { published: ['wechat-pay', 'alipay', 'unionpay'] },
  app: { published: ['wechat-pay', 'alipay', 'unionpay'] },
  'online-bank': { published: ['unionpay'] },
  agent: { own: json },
  postal: { own: json },
  'mobile-bank': { own: json },
  'financial-terminal': { own: json },
  'bank-counter': { own: tcp },
  'bank-kiosk': { own: tcp },
  'wechat-bill': { own: [`${agency}/wechat-bill.json`] },
  'bank-debit': {
    own: [
      `${channels}/bank-debit/examples/DKREQ_DTNS_20261120_000017_001.txt`,
      `${channels}/bank-debit/examples/DKRES_DTNS_20261120_000017_001.txt`,
      `${channels}/bank-debit/examples/DKDAY_DTNS_20261121.txt`,
    ],
  },
  'recharge-card': { own: [`${channels}/recharge-card/examples/printer-file.json`] },
  sms: { own: [`${channels}/sms/README.md#json`, `${channels}/sms/examples/SMSDAY_TENCENT_20261121.txt`] },
  // The till speaks no wire of its own; what is scanned there goes to the wallets.
  counter: { published: ['wechat-pay', 'alipay'] },
  kiosk: { own: [`${channels}/kiosk/README.md#json`] },
  pos: { own: [`${channels}/pos/README.md#pos`] },
};
