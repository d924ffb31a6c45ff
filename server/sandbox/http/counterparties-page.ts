import type Router from '@koa/router';
import type { Sandbox } from '../sandbox.ts';
import { credentials } from '../state/keys.ts';
import { escapeHtml, page } from './page.ts';

const list = (facts: [string, string][]): string =>
  `<dl>${facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd><code>${escapeHtml(value)}</code></dd>`).join('')}</dl>`;

/** What staff has to enter in the hall before the acquirer's terminals and the debit bank can be used. */
export function counterpartiesPage(router: Router, sandbox: Sandbox): void {
  router.get('/counterparties', ctx => {
    const issued = credentials(sandbox.keys, sandbox.baseUrl, sandbox);
    const terminals = sandbox.store
      .all('posTerminal')
      .map(
        ({ terminal, keys, batch }) =>
          `<section class="sheet"><h1>终端 ${escapeHtml(terminal)}</h1>${list([
            ['商户号', sandbox.keys.acquirer.merchant],
            ...Object.entries(keys).map(([number, key]): [string, string] => [`密钥 ${number}`, key]),
            ['当前批次', String(batch)],
          ])}</section>`,
      );
    const bank = Object.entries(issued)
      .filter(([name]) => name.startsWith('DEBIT_BANK_'))
      .map(([name, value]): [string, string] => [name.replace('DEBIT_BANK_', ''), value]);
    ctx.body = page(
      '往来机构（沙箱）',
      `<h1>收单机构</h1>${terminals.join('')}<h1>代扣银行</h1><section class="sheet">${list(bank)}</section>`,
    );
  });
}

/** One terminal stands ready, so that a person can try. */
export function firstTerminal(sandbox: Sandbox, key: string): void {
  if (sandbox.store.all('posTerminal').length > 0) return;
  const terminal = '10000001';
  sandbox.store.put('posTerminal', terminal, { terminal, keys: { '01': key }, batch: 1 });
}
