import type Router from '@koa/router';
import { parseForm } from '../alipay/parameters.ts';
import { escapeHtml, page } from '../http/page.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { Sandbox } from '../sandbox.ts';
import { civil } from '../state/beijing-time.ts';
import { keepPoint, pointOf } from './points.ts';
import { OUTCOMES, type Outcome, type SupplyCommand, type SupplyPoint } from './records.ts';

const TEXTS = {
  zh: {
    title: '电表开关',
    other: 'English',
    none: '还没有收到过指令。',
    point: '计量点',
    relays: { connected: '已合闸（有电）', suspended: '已断开（停电）' },
    moves: '动作次数',
    actions: { connect: '复电', disconnect: '停电' },
    states: {
      accepted: '已受理',
      executing: '执行中',
      done: '完成',
      failed: '失败',
      refused: '拒绝',
      cancelled: '取消',
    },
    next: '下一条指令',
    set: '设定',
  },
  en: {
    title: 'Switches of the meters',
    other: '中文',
    none: 'No command has come yet.',
    point: 'Metering point',
    relays: { connected: 'Closed (supplied)', suspended: 'Open (cut off)' },
    moves: 'Times moved',
    actions: { connect: 'Connect', disconnect: 'Disconnect' },
    states: {
      accepted: 'accepted',
      executing: 'executing',
      done: 'done',
      failed: 'failed',
      refused: 'refused',
      cancelled: 'cancelled',
    },
    next: 'Next command',
    set: 'Set',
  },
};
type Language = keyof typeof TEXTS;

const SHOWN = 100;

/** Each meter's switch, what it was told, and a hand on what the next command comes to. */
export function metersPage(router: Router, sandbox: Sandbox): void {
  router.get('/meters', ctx => {
    ctx.body = shown(sandbox, ctx.query['lang'] === 'en' ? 'en' : 'zh');
  });
  router.post('/meters', async ctx => {
    const form = parseForm((await readRawBody(ctx.req)).toString('utf8'));
    const { point = '', next = '', lang = 'zh' } = form;
    if (point && OUTCOMES.includes(next as Outcome)) {
      keepPoint(sandbox, { ...pointOf(sandbox, point), next: [next as Outcome] });
    }
    ctx.redirect(`/meters${lang === 'en' ? '?lang=en' : ''}`);
  });
}

function shown(sandbox: Sandbox, language: Language): string {
  const texts = TEXTS[language];
  const points = sandbox.store.all('supplyPoint').reverse().slice(0, SHOWN);
  const cards = points.map(point => card(sandbox, point, language)).join('');
  const other = language === 'en' ? '/meters' : '/meters?lang=en';
  const title = `<h1>${texts.title} <a class="language" href="${other}">${texts.other}</a></h1>`;
  const body = `${title}${cards || `<p class="faint">${texts.none}</p>`}`;
  return page(`${texts.title}（沙箱 Sandbox）`, body, 'plain', 5, language);
}

function card(sandbox: Sandbox, point: SupplyPoint, language: Language): string {
  const texts = TEXTS[language];
  const name = escapeHtml(point.meteringPoint);
  const commands = sandbox.store.ofTrade('supplyCommand', point.meteringPoint).slice(-5).reverse();
  const options = OUTCOMES.map(
    outcome => `<option${point.next[0] === outcome ? ' selected' : ''}>${outcome}</option>`,
  );
  return `<article class="card" data-point="${name}" data-relay="${point.relay}">
    <header><strong>${texts.relays[point.relay]}</strong>${point.movedAt ? `<time>${civil(new Date(point.movedAt))}</time>` : ''}</header>
    <dl><dt>${texts.point}</dt><dd><code>${name}</code></dd><dt>${texts.moves}</dt><dd>${point.moves}</dd>
    ${commands.map(command => line(command, language)).join('')}</dl>
    <form class="row" method="post" action="/meters"><input type="hidden" name="point" value="${name}">
    <input type="hidden" name="lang" value="${language}">
    <select name="next" aria-label="${texts.next} ${name}">${options.join('')}</select><button>${texts.set}</button></form></article>`;
}

function line({ action, state, code, at }: SupplyCommand, language: Language): string {
  const texts = TEXTS[language];
  return `<dt>${texts.actions[action]}</dt><dd>${texts.states[state]}${code ? ` <code>${escapeHtml(code)}</code>` : ''} ${civil(new Date(at))}</dd>`;
}
