import type { App, Screen } from '../app.ts';
import type { Quote } from '../device/api.ts';
import { hardware } from '../device/hardware.ts';
import { record } from '../device/outbox.ts';
import { t, yuan } from '../i18n.ts';
import { button, h } from '../ui/element.ts';
import { doneScreen } from './done.ts';

/** One customer's notes. Each is reported the moment it lies in the box; whoever leaves has paid what is in it. */
export function cashScreen(app: App, quote: Quote, payFen: number): () => Screen {
  const session = crypto.randomUUID().slice(0, 18);
  const inserted = { notes: 0, fen: 0 };
  const finish = () => {
    hardware()?.stopNotes();
    if (inserted.notes === 0) return app.home();
    record({ kind: 'finish', session, ...inserted });
    app.show(doneScreen(app, session, inserted.fen, quote.accountNo));
  };
  return () => {
    const sum = h('strong.figures', '');
    const rest = h('p.rest', { role: 'status' });
    const done = button('main', t('finish'), finish);
    const back = button('plain.back', t('back'), () => {
      hardware()?.stopNotes();
      app.home();
    });
    const show = () => {
      sum.textContent = yuan(inserted.fen);
      const left = payFen - inserted.fen;
      if (left > 0) rest.replaceChildren(`${t('still')} `, h('span.figures', yuan(left)));
      else rest.textContent = left < 0 ? t('surplus', { sum: yuan(left) }) : '';
      done.hidden = inserted.notes === 0;
      back.hidden = inserted.notes > 0;
    };
    hardware()?.acceptNotes(fen => {
      record({ kind: 'note', session, accountNo: quote.accountNo, fen });
      inserted.notes += 1;
      inserted.fen += fen;
      window.dispatchEvent(new Event('pointerdown'));
      show();
    });
    show();
    return {
      title: t('cash-title'),
      body: [
        h('p.hint', t('cash-kinds')),
        h(
          'section.account',
          h('p.owed', h('span', t('owed')), h('span.figures', yuan(payFen))),
          h('p.inserted', h('span', t('inserted')), sum),
          rest,
        ),
        done,
        back,
      ],
      abandon: finish,
    };
  };
}
