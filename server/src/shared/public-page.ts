/** The frame of pages that anybody may open: plain HTML in both languages that needs no script. Pure. */
import { shanghaiIso } from './dates.ts';
import type { Language, Wording } from './errors.ts';

export interface PublicPage {
  title: Wording;
  utility: Wording;
  language: Language;
  /** What stands above the page, as HTML. */
  head: string;
  /** The query of this page without its language, such as `building=7&`. */
  query?: string;
  body: string;
  /** Rules of this page beside those that all share. */
  style?: string;
  /** Not to be found by search. */
  hidden?: boolean;
}

const style = `
:root{--ink:#1f2933;--quiet:#5b6675;--line:#e3e7ec;--brand:#0a7c6c;--warn:#b45309;--card:#fff;--page:#f4f6f8}
@media(prefers-color-scheme:dark){:root{--ink:#e7ebf0;--quiet:#a3adba;--line:#2d3640;--brand:#4fc3ae;--warn:#f0a75b;--card:#1a2129;--page:#11161b}}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif}
main{max-width:640px;margin:0 auto;padding:24px 16px 48px}header{display:flex;justify-content:space-between;gap:16px;color:var(--quiet);font-size:14px;padding-bottom:16px}
a{color:var(--brand)}header a{color:inherit;padding:4px 0}section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:24px;margin-bottom:16px}
dl{margin:20px 0 0;display:grid;grid-template-columns:auto 1fr;gap:8px 16px;border-top:1px solid var(--line);padding-top:20px}dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
ul{list-style:none;margin:0;padding:0}li{border-top:1px solid var(--line)}small{display:block;color:var(--quiet);font-size:14px}`;

export function publicPage(page: PublicPage): string {
  const { title, utility, language, head, query = '', body, hidden } = page;
  const other = language === 'zh' ? { code: 'en', name: 'English' } : { code: 'zh', name: '中文' };
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
${hidden ? '<meta name="robots" content="noindex">' : ''}<title>${html(title[language])} · ${html(utility[language])}</title><style>${style}${page.style ?? ''}</style></head><body><main>
<header class="screen">${head}<a href="?${html(query)}lang=${other.code}" lang="${other.code}">${other.name}</a></header>
${body}
</main></body></html>`;
}

/** Text as it stands in HTML, also within quotes. */
export const html = (text: string) => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

/** A line of a list of facts. */
export const fact = (label: string, value: string) => `<dt>${html(label)}</dt><dd>${html(value)}</dd>`;

/** As it is spoken: "2026年3月1日 09:00". */
export function spokenMinute(at: Date): Wording {
  const text = shanghaiIso(at);
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  const minute = text.slice(11, 16);
  return { zh: `${year}年${month}月${day}日 ${minute}`, en: `${text.slice(0, 10)} ${minute}` };
}
