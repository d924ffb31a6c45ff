/** The public pages of outages, and the notice of a building as it is printed. Plain HTML that needs no script. */
import type { Language, Wording } from '../../shared/errors.ts';
import {
  type BoardNotice,
  noticeStates,
  noticeTitles,
  spoken,
  noticeWords as words,
} from './board-notice.ts';
import type { OutageRow } from './outages.repository.ts';
import type { BuildingTouched } from './resident-outages.repository.ts';

const style = `
:root{--ink:#1f2933;--quiet:#5b6675;--line:#e3e7ec;--brand:#0a7c6c;--warn:#b45309;--card:#fff;--page:#f4f6f8}
@media(prefers-color-scheme:dark){:root{--ink:#e7ebf0;--quiet:#a3adba;--line:#2d3640;--brand:#4fc3ae;--warn:#f0a75b;--card:#1a2129;--page:#11161b}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif}
main{max-width:640px;margin:0 auto;padding:24px 16px 48px}header{display:flex;justify-content:space-between;gap:16px;color:var(--quiet);font-size:14px;padding-bottom:16px}
a{color:var(--brand)}header a{color:inherit;padding:4px 0}section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:24px;margin-bottom:16px}
h1{font-size:24px;line-height:1.3;margin:0 0 4px}h2{font-size:16px;margin:0 0 8px}.state{color:var(--warn);font-weight:600;margin:0 0 8px}
.when{font-size:20px;font-weight:600;font-variant-numeric:tabular-nums;margin:12px 0 0}
dl{margin:20px 0 0;display:grid;grid-template-columns:auto 1fr;gap:8px 16px;border-top:1px solid var(--line);padding-top:20px}dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
ul{list-style:none;margin:0;padding:0}li{border-top:1px solid var(--line)}li:first-child{border-top:0}li a,li span{display:block;padding:12px 0}small{display:block;color:var(--quiet);font-size:14px}
.note{color:var(--quiet);margin:20px 0 0}.homes li{display:flex;justify-content:space-between;padding:6px 0;font-size:14px}
@media print{:root{--ink:#000;--quiet:#333;--line:#999;--warn:#000;--brand:#000;--card:#fff;--page:#fff}body{font-size:20px}main{max-width:none;padding:0}section{border:2px solid #000;border-radius:0;padding:40px}.screen{display:none!important}h1{font-size:44px;text-align:center;margin-bottom:24px}.when{font-size:30px}}`;

const encode = (text: string) => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

function frame(title: string, utility: Wording, language: Language, query: string, body: string): string {
  const other = language === 'zh' ? { code: 'en', name: 'English' } : { code: 'zh', name: '中文' };
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${encode(title)} · ${encode(utility[language])}</title><style>${style}</style></head><body><main>
<header class="screen"><a href="/o?lang=${language}">${encode(utility[language])} · ${encode(words.list[language])}</a><a href="?${query}lang=${other.code}" lang="${other.code}">${other.name}</a></header>
${body}</main></body></html>`;
}

export function renderOutagePage(
  notice: BoardNotice,
  buildings: BuildingTouched[],
  language: Language,
): string {
  const { outage, building } = notice;
  const say = (wording: Wording) => encode(wording[language]);
  const at = (instant: Date) => encode(spoken(instant)[language]);
  const state = noticeStates[outage.status];
  const row = (label: Wording, value: string) => `<dt>${say(label)}</dt><dd>${encode(value)}</dd>`;
  const homes = notice.homes
    .map(
      ({ accountNoMasked, nameMasked }) =>
        `<li><span>${encode(accountNoMasked)}</span><span>${encode(nameMasked)}</span></li>`,
    )
    .join('');
  const links = buildings
    .map(each => {
      const name = `${each.district}${each.street}${each.building}`;
      return `<li><a href="/o/${outage.outageNo}/notice?building=${each.premisesId}&amp;lang=${language}">${encode(name)}</a></li>`;
    })
    .join('');
  const query = building ? `building=${building.premisesId}&amp;` : '';
  const body = `<section><h1>${say(noticeTitles[outage.kind])}</h1>${state ? `<p class="state">${say(state)}</p>` : ''}
<p class="when">${at(outage.fromAt)} – ${at(outage.untilAt)}</p>
<dl>${building ? row(words.building, building.name) : ''}${row(words.area, outage.area)}${row(words.reason, outage.reason)}${
    outage.restoredAt ? row(words.restored, spoken(outage.restoredAt)[language]) : ''
  }${row(words.number, outage.outageNo)}${row(words.hotline, notice.hotline)}</dl>
<p class="note">${say(words.prepare)}</p><p class="note">${say(notice.utility)}${outage.publishedAt ? ` · ${at(outage.publishedAt)}` : ''}</p>
${homes ? `<h2>${say(words.homes)}</h2><ul class="homes">${homes}</ul>` : ''}</section>
${building ? `<p class="screen"><a href="/o/${outage.outageNo}/notice.pdf?building=${building.premisesId}">${say(words.pdf)}</a></p>` : ''}
${links ? `<section class="screen"><h2>${say(words.buildings)}</h2><ul>${links}</ul></section>` : ''}`;
  return frame(noticeTitles[outage.kind][language], notice.utility, language, query, body);
}

export function renderOutageList(rows: OutageRow[], utility: Wording, language: Language): string {
  const say = (wording: Wording) => encode(wording[language]);
  const items = rows
    .map(row => {
      const state = noticeStates[row.status];
      const when = `${spoken(row.fromAt)[language]} – ${spoken(row.untilAt)[language]}`;
      return `<li><a href="/o/${row.outageNo}?lang=${language}">${encode(row.area)}<small>${encode(when)}</small><small>${say(noticeTitles[row.kind])}${
        state ? ` · ${say(state)}` : ''
      }</small></a></li>`;
    })
    .join('');
  const body = `<section><h1>${say(words.list)}</h1>${items ? `<ul>${items}</ul>` : `<p class="note">${say(words.none)}</p>`}</section>`;
  return frame(words.list[language], utility, language, '', body);
}

export function renderUnknown(utility: Wording, language: Language): string {
  const body = `<section><h1>${encode(words.unknown[language])}</h1></section>`;
  return frame(words.unknown[language], utility, language, '', body);
}
