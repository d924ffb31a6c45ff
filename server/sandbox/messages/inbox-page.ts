import type Router from '@koa/router';
import type { Context } from 'koa';
import { escapeHtml, page } from '../http/page.ts';
import type { Sandbox } from '../sandbox.ts';
import { civil } from '../state/beijing-time.ts';
import { INBOX_TEXTS, type Language } from './inbox-texts.ts';
import { allMessages, type InboxMessage } from './keep.ts';
import { CHANNELS } from './records.ts';

interface View {
  language: Language;
  channel: string;
  to: string;
}

const SHOWN = 200;

/** Every message of every channel as its recipient sees it; `/sms-inbox` is the same, of text messages only. */
export function inboxPage(router: Router, sandbox: Sandbox): void {
  router.get('/messages', ctx => {
    ctx.body = shown(sandbox, viewOf(ctx, String(ctx.query['channel'] ?? '')));
  });
  router.get('/sms-inbox', ctx => {
    ctx.body = shown(sandbox, viewOf(ctx, 'sms'));
  });
}

const viewOf = (ctx: Context, channel: string): View => ({
  language: ctx.query['lang'] === 'en' ? 'en' : 'zh',
  channel,
  to: String(ctx.query['to'] ?? ctx.query['phone'] ?? ''),
});

const address = ({ language, channel, to }: View): string =>
  `/messages?${new URLSearchParams({ ...(language === 'en' && { lang: 'en' }), ...(channel && { channel }), ...(to && { to }) })}`;

function shown(sandbox: Sandbox, view: View): string {
  const texts = INBOX_TEXTS[view.language];
  const counts = new Map<string, number>();
  for (const { channel } of allMessages(sandbox, { to: view.to })) {
    counts.set(channel, (counts.get(channel) ?? 0) + 1);
  }
  const tabs = ['', ...CHANNELS].map(channel => {
    const name = channel ? texts.channels[channel as (typeof CHANNELS)[number]] : texts.all;
    const current = channel === view.channel ? ' aria-current="page"' : '';
    const count = channel ? (counts.get(channel) ?? 0) : [...counts.values()].reduce((a, b) => a + b, 0);
    return `<a href="${escapeHtml(address({ ...view, channel }))}"${current}>${name} <small>${count}</small></a>`;
  });
  const messages = allMessages(sandbox, { channel: view.channel, to: view.to }).slice(0, SHOWN);
  const cards = messages.map(message => card(message, view.language)).join('');
  const other = address({ ...view, language: view.language === 'en' ? 'zh' : 'en' });
  return page(
    `${texts.title}（沙箱 Sandbox）`,
    `<h1>${texts.title} <a class="language" href="${escapeHtml(other)}">${texts.other}</a></h1>
    <nav class="tabs" aria-label="${texts.title}">${tabs.join('')}</nav>
    <form action="/messages"><input type="hidden" name="channel" value="${escapeHtml(view.channel)}">
    <input type="hidden" name="lang" value="${view.language}"><label for="to">${texts.search}</label>
    <div class="row"><input id="to" name="to" value="${escapeHtml(view.to)}"><button>${texts.show}</button></div></form>
    ${cards || `<p class="faint">${texts.none}</p>`}`,
    'plain',
    3,
    view.language,
  );
}

function card(message: InboxMessage, language: Language): string {
  const texts = INBOX_TEXTS[language];
  const { outcome = 'under-way', reason } = message;
  const fields = Object.entries(message.fields).map(
    ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`,
  );
  const line = (name: string, value: string | undefined): string =>
    value ? `<p class="faint">${name} <code>${escapeHtml(value)}</code></p>` : '';
  const state = `${texts.states[outcome]}${reason ? `：${escapeHtml(reason)}` : ''}`;
  return `<article class="card" data-channel="${message.channel}" data-to="${escapeHtml(message.to)}" data-phone="${escapeHtml(message.to)}">
    <header><strong>${texts.channels[message.channel]}</strong><time>${civil(new Date(message.sentAt))}</time></header>
    ${message.title ? `<h2>${message.channel === 'sms' ? `【${escapeHtml(message.title)}】` : escapeHtml(message.title)}</h2>` : ''}
    ${message.text ? `<p class="text">${escapeHtml(message.text)}</p>` : ''}
    <dl>${fields.join('')}</dl>
    ${line(texts.to, message.to)}${line(texts.template, message.template)}${line(texts.page, message.page)}
    <p class="state ${outcome}">${state}</p></article>`;
}
