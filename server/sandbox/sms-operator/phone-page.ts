import type Router from '@koa/router';
import { parseForm } from '../alipay/parameters.ts';
import { escapeHtml, page } from '../http/page.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { Sandbox } from '../sandbox.ts';
import { messagesTo } from '../sms/routes.ts';
import { civil } from '../state/beijing-time.ts';
import { writeMessage } from './inbound.ts';

/** Somebody's phone: what it was texted, and a line to write to the hall's number. */
export function phonePage(router: Router, sandbox: Sandbox): void {
  router.get('/sms-phone', ctx => {
    ctx.body = shown(sandbox, String(ctx.query['phone'] ?? ''));
  });
  router.post('/sms-phone', async ctx => {
    const { phone = '', text = '' } = parseForm((await readRawBody(ctx.req)).toString('utf8'));
    if (/^1[3-9]\d{9}$/.test(phone) && text) await writeMessage(sandbox, { phone, text });
    ctx.redirect(`/sms-phone?phone=${encodeURIComponent(phone)}`);
  });
}

function shown(sandbox: Sandbox, phone: string): string {
  const got = phone ? messagesTo(sandbox, phone).slice(0, 30) : [];
  const cards = got.map(
    one => `<article class="card"><header><strong>${escapeHtml(one.sign)}</strong><time>${civil(new Date(one.sentAt))}</time></header>
    <p><code>${escapeHtml(one.template)}</code></p><p>${Object.values(one.params).map(escapeHtml).join(' · ')}</p></article>`,
  );
  const missing = sandbox.settings().smsCallbackUrl
    ? ''
    : '<p class="faint">还没有设置回调地址（smsCallbackUrl），发出的短信无人接收。</p>';
  return page(
    '手机短信（沙箱）',
    `<h1>给营业厅发短信</h1>${missing}<form class="sheet" method="post" action="/sms-phone">
    <label for="phone">本机号码</label><input id="phone" name="phone" value="${escapeHtml(phone)}" required>
    <label for="text">短信内容</label><input id="text" name="text" placeholder="CX" required>
    <button class="primary" id="send">发送</button></form>${cards.join('')}`,
  );
}
