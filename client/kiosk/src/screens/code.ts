import QRCode from 'qrcode';
import type { App, Screen } from '../app.ts';
import { readPayment, type ScreenPayment } from '../device/api.ts';
import { t, yuan } from '../i18n.ts';
import { button, h } from '../ui/element.ts';
import { paidScreen } from './done.ts';

const pollMs = 2_000;

/** The wallet's QR code; the machine learns of the payment by asking, and the gateway's word alone counts. */
export const codeScreen = (app: App, method: 'wechat' | 'alipay', payment: ScreenPayment) => (): Screen => {
  const canvas = h('canvas.qr', { 'aria-label': t(`scan-${method}`), role: 'img' }) as HTMLCanvasElement;
  // The library fixes the size of the element; the style sheet knows better.
  if (payment.qrText)
    void QRCode.toCanvas(canvas, payment.qrText, { width: 480, margin: 2 }).then(() =>
      canvas.removeAttribute('style'),
    );
  const left = h('p.hint.figures', '');
  const ends = Date.parse(payment.expiresAt);
  const tick = () => {
    const seconds = Math.max(0, Math.round((ends - Date.now()) / 1000));
    left.textContent = t('seconds', { seconds });
  };
  tick();
  const clock = setInterval(tick, 1_000);
  const poll = setInterval(async () => {
    const seen = await readPayment(payment.paymentNo).catch(() => undefined);
    if (seen?.stage === 'paid') app.show(paidScreen(app, seen));
    else if (seen?.stage === 'failed' || Date.now() > ends + 30_000) app.show(expiredScreen(app));
  }, pollMs);
  return {
    title: t(`scan-${method}`),
    body: [
      h('p.owed', h('strong.figures', yuan(payment.amountFen))),
      canvas,
      left,
      h('p.hint', t('scan-wait')),
      button('plain.back', t('back'), () => app.home()),
    ],
    leave() {
      clearInterval(clock);
      clearInterval(poll);
    },
  };
};

const expiredScreen = (app: App) => (): Screen => ({
  title: t('expired'),
  body: [h('p.hint', t('expired-hint')), button('main', t('home'), () => app.home())],
});
