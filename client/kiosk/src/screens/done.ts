import type { App, Screen } from '../app.ts';
import type { ScreenPayment } from '../device/api.ts';
import { hardware } from '../device/hardware.ts';
import { type Booked, whenBooked } from '../device/outbox.ts';
import { t, yuan } from '../i18n.ts';
import { button, h } from '../ui/element.ts';

const closesAfterMs = 30_000;

/** Cash: the money is ours from the moment it lies in the box; the receipt follows when the server has answered. */
export const doneScreen = (app: App, session: string, fen: number, accountNo: string) => {
  let booked: Booked | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const screen = (): Screen => {
    timer = setTimeout(() => app.home(), closesAfterMs);
    const lines = () => slip(fen, accountNo, booked);
    return {
      title: booked ? t('done') : t('done-held'),
      body: [
        h('p.owed', h('strong.figures', yuan(fen))),
        booked ? facts(booked) : h('p.hint', t('done-held-hint')),
        printButton(lines),
        button('main', t('home'), () => app.home()),
      ],
      leave: () => clearTimeout(timer),
      patient: true,
    };
  };
  whenBooked(session, told => {
    booked = told;
    // Only while this customer still looks at it.
    if (timer !== undefined && document.querySelector(`[data-session="${session}"]`)) app.show(marked);
  });
  const marked = (): Screen => {
    const made = screen();
    made.body[0]!.setAttribute('data-session', session);
    return made;
  };
  return marked;
};

export const paidScreen = (app: App, payment: ScreenPayment) => (): Screen => {
  const timer = setTimeout(() => app.home(), closesAfterMs);
  return {
    title: t('done'),
    body: [
      h('p.owed', h('strong.figures', yuan(payment.amountFen))),
      facts(payment),
      printButton(() => slip(payment.amountFen, '', payment)),
      button('main', t('home'), () => app.home()),
    ],
    leave: () => clearTimeout(timer),
    patient: true,
  };
};

type Facts = Pick<Booked, 'receiptNo' | 'surplusFen' | 'checkUrl'>;

const facts = ({ receiptNo, surplusFen }: Facts) =>
  h(
    'dl.facts',
    receiptNo ? h('div', h('dt', t('receipt-no')), h('dd.figures', receiptNo)) : null,
    surplusFen > 0 ? h('div', h('dt', t('to-balance')), h('dd.figures', yuan(surplusFen))) : null,
  );

function printButton(lines: () => string[]): HTMLElement | null {
  const printer = hardware();
  if (!printer) return null;
  const element = button('second', t('print'), async () => {
    await printer.print(lines());
    element.querySelector('.label')!.textContent = t('printed');
  });
  return element;
}

/** What the slip says; of the account its end only. */
function slip(fen: number, accountNo: string, told: Facts | undefined): string[] {
  return [
    t('title'),
    new Date().toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' }),
    accountNo ? `****${accountNo.slice(-4)}` : '',
    `${t('paid-sum')} ${yuan(fen)}`,
    told?.surplusFen ? `${t('to-balance')} ${yuan(told.surplusFen)}` : '',
    told?.receiptNo ? `${t('receipt-no')} ${told.receiptNo}` : t('done-held-hint'),
    told?.checkUrl ?? '',
  ].filter(Boolean);
}
