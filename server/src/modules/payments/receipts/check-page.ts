/** The public page behind a receipt's QR code. Plain HTML that needs no script; shows masked data only. */
import { shanghaiClock } from '../../../shared/dates.ts';
import type { Language, Wording } from '../../../shared/errors.ts';
import { showYuan } from '../../../shared/money.ts';
import { fact, html, publicPage } from '../../../shared/public-page.ts';
import { allReturned, type Receipt } from './receipt.ts';

const words = {
  title: { zh: '收据查验', en: 'Receipt check' },
  genuine: { zh: '收据真实有效', en: 'This receipt is genuine' },
  returned: { zh: '收据真实，款项已全额退回', en: 'Genuine, but all of it has been returned' },
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
main{max-width:560px}.state{display:flex;gap:12px;align-items:center;font-size:20px;font-weight:600;color:var(--brand);margin:0 0 20px}.state.bad{color:var(--warn)}
.state svg{flex:none}.sum{font-size:40px;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.2;margin:0}dd{text-align:right}
ul{margin-top:20px}li{padding:12px 0;display:flex;justify-content:space-between;gap:16px}li:last-child{padding-bottom:0}.note{color:var(--quiet);font-size:14px;margin:16px 4px}`;

export function renderCheckPage(receipt: Receipt | undefined, utility: Wording, language: Language): string {
  const head = `<span>${html(utility[language])} · ${html(words.title[language])}</span>`;
  const body = receipt ? found(receipt, utility, language) : missing(language);
  return publicPage({ title: words.title, utility, language, head, body, style, hidden: true });
}

function found(receipt: Receipt, utility: Wording, language: Language): string {
  const say = (wording: Wording) => html(wording[language]);
  const row = (label: Wording, value: string) => fact(label[language], value);
  const lines = receipt.lines.map(
    line =>
      `<li><span>${say(line.title)}<small>${say(words.account)} ${html(line.accountNoMasked)} ${html(line.nameMasked)}</small><small>${html(line.addressMasked)}</small></span><span>${html(showYuan(line.amountFen))}</span></li>`,
  );
  const refunded = receipt.refundedFen > 0 ? row(words.refunded, showYuan(receipt.refundedFen)) : '';
  const state = allReturned(receipt)
    ? `<p class="state bad">${cross}${say(words.returned)}</p>`
    : `<p class="state">${tick}${say(words.genuine)}</p>`;
  return `<section>${state}<small>${say(words.amount)}</small><p class="sum">${html(showYuan(receipt.amountFen))}</p>
<dl>${refunded}${row(words.issuedBy, utility[language])}${row(words.number, receipt.receiptNo)}${row(words.paidAt, shanghaiClock(receipt.paidAt))}${row(words.issuedAt, shanghaiClock(receipt.issuedAt))}</dl>
<ul>${lines.join('')}</ul></section><p class="note">${say(words.compare)}</p>`;
}

function missing(language: Language): string {
  return `<section><p class="state bad">${cross}${html(words.unknown[language])}</p><p>${html(words.unknownHint[language])}</p></section>`;
}

const icon = (path: string) =>
  `<svg width="28" height="28" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="${path}"/></svg>`;
const tick = icon('M8 12.5l2.7 2.7L16 9.5');
const cross = icon('M9 9l6 6M15 9l-6 6');
