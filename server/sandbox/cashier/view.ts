import { escapeHtml, page, type Theme } from '../http/page.ts';
import { fenToYuan } from '../state/money.ts';

const NAMES: Record<Theme, string> = {
  wechat: '微信支付',
  alipay: '支付宝',
  unionpay: '银联',
  plain: '收银台',
};

export interface Purchase {
  theme: Theme;
  merchant: string;
  amount: number;
  description: string;
  outTradeNo: string;
  /** Where the form goes, and what it carries besides the button pressed. */
  action: string;
  hidden: Record<string, string>;
  /** A third button, with which the buyer's bank refuses. */
  declinable?: boolean;
}

/** The sheet on which a person confirms or cancels. */
export function cashierPage(purchase: Purchase): string {
  const title = `${NAMES[purchase.theme]}收银台（沙箱）`;
  const hidden = Object.entries(purchase.hidden).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return page(
    title,
    `<section class="sheet"><p class="merchant">${escapeHtml(purchase.merchant)}</p>
    <p class="amount" data-fen="${purchase.amount}"><small>¥</small>${fenToYuan(purchase.amount)}</p>
    <dl><dt>商品</dt><dd>${escapeHtml(purchase.description)}</dd>
    <dt>商户单号</dt><dd>${escapeHtml(purchase.outTradeNo)}</dd>
    <dt>付款方式</dt><dd>${purchase.theme === 'unionpay' ? '银行卡' : `${NAMES[purchase.theme]}零钱`}（模拟）</dd></dl></section>
    <form method="post" action="${escapeHtml(purchase.action)}">${hidden.join('')}
    <button class="primary" name="action" value="pay" id="confirm">确认支付</button>
    ${purchase.declinable ? '<button name="action" value="decline" id="decline">换一张余额不足的卡</button>' : ''}
    <button name="action" value="cancel" id="cancel">取消</button></form>`,
    purchase.theme,
  );
}

/** What the wallet shows at the end, when there is no address to return to. */
export function resultPage(theme: Theme, mark: string, heading: string, text: string, back?: string): string {
  const link = back ? `<a class="button" href="${escapeHtml(back)}">返回商户</a>` : '';
  return page(
    heading,
    `<section class="sheet"><p class="mark">${mark}</p><h1 style="text-align:center">${escapeHtml(heading)}</h1>
    <p class="merchant">${escapeHtml(text)}</p></section>${link}`,
    theme,
  );
}

export const refusedPage = (theme: Theme, heading: string, text: string): string =>
  resultPage(theme, '!', heading, text);

/** Only web addresses are followed back. */
export const safeReturn = (url: string | undefined): string | undefined =>
  url && /^https?:\/\//.test(url) ? url : undefined;
