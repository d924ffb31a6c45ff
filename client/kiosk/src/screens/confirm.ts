import type { App, Screen } from '../app.ts';
import { type Quote, type State, startPayment } from '../device/api.ts';
import { hardware } from '../device/hardware.ts';
import { t, yuan } from '../i18n.ts';
import { button, h } from '../ui/element.ts';
import { cashScreen } from './cash.ts';
import { codeScreen } from './code.ts';
import { sayProblem } from './problem.ts';

/** Which wallets this hall takes; known once the machine has asked. */
export const offered: { methods: State['methods'] } = { methods: [] };

export const confirmScreen = (app: App, quote: Quote) => (): Screen => {
  const problem = h('p.problem', { role: 'alert' });
  const payable = quote.items.filter(({ locked }) => !locked);
  const payFen = payable.reduce((sum, { outstandingFen }) => sum + outstandingFen, 0);
  const pay = async (method: 'wechat' | 'alipay') => {
    try {
      const payment = await startPayment(quote, method);
      app.show(codeScreen(app, method, payment));
    } catch (error) {
      problem.textContent = sayProblem(error);
    }
  };
  const wallets = payFen > 0 ? offered.methods : [];
  return {
    title: t('confirm-title'),
    body: [
      h(
        'section.account',
        h('p.who', h('strong', quote.nameMasked), ' ', quote.addressMasked),
        h('p.no', quote.accountNo.replace(/(\d{4})(?=\d)/g, '$1 ')),
        h('p.owed', h('span', t('owed')), h('strong.figures', yuan(payFen))),
        h(
          'p.hint',
          payFen > 0 ? t('bills', { count: payable.length }) : t('nothing-owed'),
          ' · ',
          t('balance', { sum: yuan(quote.balanceFen) }),
        ),
        payable.length < quote.items.length ? h('p.hint', t('locked')) : null,
      ),
      problem,
      h(
        'div.ways',
        hardware()
          ? button('way.cash', t('cash'), () => app.show(cashScreen(app, quote, payFen)), t('cash-note'))
          : null,
        ...wallets.map(method => button(`way.${method}`, t(method), () => pay(method))),
      ),
      button('plain.back', t('back'), () => app.home()),
    ],
  };
};
