/** The public page behind a receipt's QR code. Plain HTML that needs no script; shows masked data only. */
import { shanghaiIso } from '../../../shared/dates.ts';
import type { Language, Wording } from '../../../shared/errors.ts';
import { showYuan } from '../../../shared/money.ts';
import type { Receipt } from './receipt.ts';

const words = {
  title: { zh: '收据查验', en: 'Receipt check' },
  genuine: { zh: '收据真实有效', en: 'This receipt is genuine' },
  unknown: { zh: '查无此收据', en: 'No such receipt' },
  unknownHint: {
    zh: '请核对收据上的二维码。如有疑问，请联系供电公司。',
    en: 'Please check the QR code on the receipt. If in doubt, ask the utility.',
  },
  issuedBy: { zh: '开具单位', en: 'Issued by' },
  number: { zh: '收据编号', en: 'Receipt number' },
  paidAt: { zh: '收款时间', en: 'Paid at' },
  issuedAt: { zh: '开具时间', en: 'Issued at' },
  amount: { zh: '实收金额', en: 'Received' },
  refunded: { zh: '其中已退款', en: 'Of which refunded' },
  account: { zh: '户号', en: 'Account' },
  compare: {
    zh: '请与收据上的编号、金额逐项核对；个人信息已隐去。',
    en: 'Compare number and sum with the receipt; personal data is masked.',
  },
} satisfies Record<string, Wording>;

const style = `
:root{--ink:#1f2933;--quiet:#5b6675;--line:#e3e7ec;--brand:#0a7c6c;--warn:#b45309;--card:#fff;--page:#f4f6f8}
@media(prefers-color-scheme:dark){:root{--ink:#e7ebf0;--quiet:#a3adba;--line:#2d3640;--brand:#4fc3ae;--warn:#f0a75b;--card:#1a2129;--page:#11161b}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif}
main{max-width:560px;margin:0 auto;padding:24px 16px 48px}header{display:flex;justify-content:space-between;color:var(--quiet);font-size:14px;padding-bottom:16px}
header a{color:inherit}section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:24px}
.state{display:flex;gap:12px;align-items:center;font-size:20px;font-weight:600;color:var(--brand);margin:0 0 20px}.state.bad{color:var(--warn)}
.state svg{flex:none}.sum{font-size:40px;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.2;margin:0}
dl{margin:20px 0 0;display:grid;grid-template-columns:auto 1fr;gap:8px 16px;border-top:1px solid var(--line);padding-top:20px}dt{color:var(--quiet)}dd{margin:0;text-align:right;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
ul{list-style:none;margin:20px 0 0;padding:0}li{border-top:1px solid var(--line);padding:12px 0;display:flex;justify-content:space-between;gap:16px}li:last-child{padding-bottom:0}
small{display:block;color:var(--quiet);font-size:14px}.note{color:var(--quiet);font-size:14px;margin:16px 4px}`;

export function renderCheckPage(receipt: Receipt | undefined, utility: Wording, language: Language): string {
  const say = (wording: Wording) => encodeText(wording[language]);
  const other = language === 'zh' ? { code: 'en', name: 'English' } : { code: 'zh', name: '中文' };
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><title>${say(words.title)} · ${say(utility)}</title><style>${style}</style></head><body><main>
<header><span>${say(utility)} · ${say(words.title)}</span><a href="?lang=${other.code}" lang="${other.code}">${other.name}</a></header>
${receipt ? found(receipt, utility, language) : missing(language)}
</main></body></html>`;
}

function found(receipt: Receipt, utility: Wording, language: Language): string {
  const say = (wording: Wording) => encodeText(wording[language]);
  const row = (label: Wording, value: string) => `<dt>${say(label)}</dt><dd>${encodeText(value)}</dd>`;
  const lines = receipt.lines.map(
    line =>
      `<li><span>${say(line.title)}<small>${say(words.account)} ${encodeText(line.accountNoMasked)} ${encodeText(line.nameMasked)}</small><small>${encodeText(line.addressMasked)}</small></span><span>${encodeText(showYuan(line.amountFen))}</span></li>`,
  );
  const refunded = receipt.refundedFen > 0 ? row(words.refunded, showYuan(receipt.refundedFen)) : '';
  return `<section><p class="state">${tick}${say(words.genuine)}</p><small>${say(words.amount)}</small><p class="sum">${encodeText(showYuan(receipt.amountFen))}</p>
<dl>${refunded}${row(words.issuedBy, utility[language])}${row(words.number, receipt.receiptNo)}${row(words.paidAt, spoken(receipt.paidAt))}${row(words.issuedAt, spoken(receipt.issuedAt))}</dl>
<ul>${lines.join('')}</ul></section><p class="note">${say(words.compare)}</p>`;
}

function missing(language: Language): string {
  return `<section><p class="state bad">${cross}${encodeText(words.unknown[language])}</p><p>${encodeText(words.unknownHint[language])}</p></section>`;
}

const icon = (path: string) =>
  `<svg width="28" height="28" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="${path}"/></svg>`;
const tick = icon('M8 12.5l2.7 2.7L16 9.5');
const cross = icon('M9 9l6 6M15 9l-6 6');
const spoken = (instant: Date) => shanghaiIso(instant).slice(0, 19).replace('T', ' ');

function encodeText(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
