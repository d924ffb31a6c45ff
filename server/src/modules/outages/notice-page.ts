/** The public pages of outages, and the notice of a building as it is printed. Plain HTML that needs no script. */
import type { Language, Wording } from '../../shared/errors.ts';
import { fact, html, publicPage, spokenMinute } from '../../shared/public-page.ts';
import { type BoardNotice, noticeStates, noticeTitles, noticeWords as words } from './board-notice.ts';
import type { OutageRow } from './outages.repository.ts';
import type { BuildingTouched } from './resident-outages.repository.ts';

const style = `
h1{font-size:24px;line-height:1.3;margin:0 0 4px}h2{font-size:16px;margin:0 0 8px}.state{color:var(--warn);font-weight:600;margin:0 0 8px}
.when{font-size:20px;font-weight:600;font-variant-numeric:tabular-nums;margin:12px 0 0}
li:first-child{border-top:0}li a,li span{display:block;padding:12px 0}
.note{color:var(--quiet);margin:20px 0 0}.homes li{display:flex;justify-content:space-between;padding:6px 0;font-size:14px}
@media print{:root{--ink:#000;--quiet:#333;--line:#999;--warn:#000;--brand:#000;--card:#fff;--page:#fff}body{font-size:20px}main{max-width:none;padding:0}section{border:2px solid #000;border-radius:0;padding:40px}.screen{display:none!important}h1{font-size:44px;text-align:center;margin-bottom:24px}.when{font-size:30px}}`;

function frame(title: Wording, utility: Wording, language: Language, body: string, query = ''): string {
  const head = `<a href="/o?lang=${language}">${html(utility[language])} · ${html(words.list[language])}</a>`;
  return publicPage({ title, utility, language, head, query, body, style });
}

/** Buildings of an outage with so many that they fill pages. */
interface BuildingPage {
  shown: BuildingTouched[];
  page: number;
  more: boolean;
}

export function renderOutagePage(
  notice: BoardNotice,
  buildings: BuildingPage | null,
  language: Language,
): string {
  const { outage, building } = notice;
  const say = (wording: Wording) => html(wording[language]);
  const at = (instant: Date) => html(spokenMinute(instant)[language]);
  const state = noticeStates[outage.status];
  const row = (label: Wording, value: string) => fact(label[language], value);
  const homes = notice.homes
    .map(
      ({ accountNoMasked, nameMasked }) =>
        `<li><span>${html(accountNoMasked)}</span><span>${html(nameMasked)}</span></li>`,
    )
    .join('');
  const links = (buildings?.shown ?? [])
    .map(each => {
      const name = `${each.district}${each.street}${each.building}`;
      return `<li><a href="/o/${outage.outageNo}/notice?building=${each.premisesId}&amp;lang=${language}">${html(name)}</a></li>`;
    })
    .join('');
  const turn = (to: number, wording: Wording) =>
    `<p><a href="/o/${outage.outageNo}?page=${to}&amp;lang=${language}">${say(wording)}</a></p>`;
  const turns = buildings
    ? `${buildings.page > 1 ? turn(buildings.page - 1, words.earlier) : ''}${buildings.more ? turn(buildings.page + 1, words.further) : ''}`
    : '';
  const query = building ? `building=${building.premisesId}&` : '';
  const body = `<section><h1>${say(noticeTitles[outage.kind])}</h1>${state ? `<p class="state">${say(state)}</p>` : ''}
<p class="when">${at(outage.fromAt)} – ${at(outage.untilAt)}</p>
<dl>${building ? row(words.building, building.name) : ''}${row(words.area, outage.area)}${row(words.reason, outage.reason)}${
    outage.restoredAt ? row(words.restored, spokenMinute(outage.restoredAt)[language]) : ''
  }${row(words.number, outage.outageNo)}${row(words.hotline, notice.hotline)}</dl>
<p class="note">${say(words.prepare)}</p><p class="note">${say(notice.utility)}${outage.publishedAt ? ` · ${at(outage.publishedAt)}` : ''}</p>
${homes ? `<h2>${say(words.homes)}</h2><ul class="homes">${homes}</ul>` : ''}</section>
${building ? `<p class="screen"><a href="/o/${outage.outageNo}/notice.pdf?building=${building.premisesId}">${say(words.pdf)}</a></p>` : ''}
${links ? `<section class="screen"><h2>${say(words.buildings)}</h2><ul>${links}</ul>${turns}</section>` : ''}`;
  return frame(noticeTitles[outage.kind], notice.utility, language, body, query);
}

export function renderOutageList(rows: OutageRow[], utility: Wording, language: Language): string {
  const say = (wording: Wording) => html(wording[language]);
  const items = rows
    .map(row => {
      const state = noticeStates[row.status];
      const when = `${spokenMinute(row.fromAt)[language]} – ${spokenMinute(row.untilAt)[language]}`;
      return `<li><a href="/o/${row.outageNo}?lang=${language}">${html(row.area)}<small>${html(when)}</small><small>${say(noticeTitles[row.kind])}${
        state ? ` · ${say(state)}` : ''
      }</small></a></li>`;
    })
    .join('');
  const body = `<section><h1>${say(words.list)}</h1>${items ? `<ul>${items}</ul>` : `<p class="note">${say(words.none)}</p>`}</section>`;
  return frame(words.list, utility, language, body);
}

export function renderUnknown(utility: Wording, language: Language): string {
  const body = `<section><h1>${html(words.unknown[language])}</h1></section>`;
  return frame(words.unknown, utility, language, body);
}
