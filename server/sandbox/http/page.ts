export type Theme = 'wechat' | 'alipay' | 'unionpay' | 'plain';

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, character => ENTITIES[character]!);

const ACCENTS: Record<Theme, string> = {
  wechat: '#067a45',
  alipay: '#0e60d0',
  unionpay: '#b3202a',
  plain: '#24548f',
};

const STYLE = `
*{box-sizing:border-box}
body{margin:0;background:#f3f4f6;color:#1c2430;font:17px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:30rem;margin:0 auto;padding:1rem 1rem 3rem}
.ribbon{background:var(--accent);color:#fff;text-align:center;padding:.45rem;font-size:.85rem;letter-spacing:.08em}
h1{font-size:1.25rem;margin:1.2rem 0 .8rem}
.sheet,.card{background:#fff;border-radius:14px;padding:1.4rem 1.25rem;margin:1rem 0;box-shadow:0 1px 3px rgb(20 30 50/.08)}
.merchant{text-align:center;color:#5a6472;margin:0}
.amount{text-align:center;font-size:3rem;line-height:1.2;font-weight:650;margin:.3rem 0 1.1rem;font-variant-numeric:tabular-nums}
.amount small{font-size:1.7rem;margin-right:.15rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem;margin:0}
dt{color:#5a6472;white-space:nowrap}dd{margin:0;text-align:right;overflow-wrap:anywhere}
button,.button{display:block;width:100%;min-height:3.1rem;border:0;border-radius:10px;font:inherit;font-weight:600;cursor:pointer;text-align:center;text-decoration:none;padding:.75rem 1rem;margin:.7rem 0;background:#fff;color:var(--accent)}
button.primary{background:var(--accent);color:#fff}
button:focus-visible,a:focus-visible,input:focus-visible,select:focus-visible{outline:3px solid color-mix(in srgb,var(--accent) 45%,#fff);outline-offset:2px}
input,select{width:100%;font:inherit;background:#fff;padding:.7rem;border:1px solid #b9c1cc;border-radius:10px}
.faint{color:#5a6472;font-size:.9rem}.mark{font-size:3.2rem;text-align:center;color:var(--accent);line-height:1}
.card header{display:flex;justify-content:space-between;gap:1rem}.card time{color:#5a6472;font-size:.85rem}
h2{font-size:1.05rem;margin:.6rem 0}.text{white-space:pre-wrap;margin:.4rem 0}.language{float:right;font-size:.95rem;font-weight:400}
.tabs{display:flex;gap:.4rem;overflow-x:auto;padding-bottom:.5rem}.tabs a{flex:none;background:#fff;border-radius:999px;padding:.45rem .9rem;text-decoration:none}
.tabs a[aria-current]{background:var(--accent);color:#fff}.row{display:flex;gap:.5rem}.row button{width:auto;margin:0;flex:none}
.card .faint{margin:.25rem 0}.state{margin:.5rem 0 0;font-weight:600}.state.received{color:#067a45}.state.failed{color:#b3202a}.state.under-way{color:#5a6472}
ul{padding-left:1.2rem}code{overflow-wrap:anywhere;font-size:.9em}a{color:var(--accent)}
`;

/** A whole page; `body` is HTML that its author has escaped. */
export function page(
  title: string,
  body: string,
  theme: Theme = 'plain',
  refreshSeconds?: number,
  language: 'zh' | 'en' = 'zh',
): string {
  const refresh = refreshSeconds ? `<meta http-equiv="refresh" content="${refreshSeconds}">` : '';
  return `<!doctype html><html lang="${language === 'en' ? 'en' : 'zh-CN'}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">${refresh}<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title><style>:root{--accent:${ACCENTS[theme]}}${STYLE}</style></head>
<body><div class="ribbon">${language === 'en' ? 'Sandbox · nothing here is real' : '沙箱环境 · 不会真的扣款'}</div><main>${body}</main></body></html>`;
}
