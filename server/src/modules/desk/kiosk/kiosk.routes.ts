/** What a kiosk asks of us. Everything but the enrolment is signed by the device's own key. */
import { createHash } from 'node:crypto';
import { anyone, signedBy } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { accountUnknown } from '../desk.errors.ts';
import {
  EnrolBody,
  EnrolledView,
  EventsBody,
  KeyBody,
  KioskPayBody,
  KioskPaymentView,
  KioskQuoteBody,
  KioskState,
  PaymentNoParam,
  QuoteView,
  ReportedView,
} from '../desk.schemas.ts';
import type { DeskCore } from '../desk-core.ts';
import { viewKioskPayment, viewQuote } from '../desk-views.ts';
import { prepareOrder } from '../order.ts';
import { deviceOf } from './device-signature.ts';
import { enrol, rotateKey } from './enrol.ts';
import type { DeviceRow } from './kiosk.repository.ts';
import { methodsOf } from './kiosk-methods.ts';
import { createQuoteLimit } from './quote-limit.ts';
import { type Reported, reportEvents } from './report-events.ts';
import { screenPayment, showScreenCode } from './screen-payments.ts';

const tag = 'kiosk';
const api = '/api/v1';

interface Signed {
  headers: Record<string, string | undefined>;
  rawBody: Buffer;
}

export function kioskRoutes(core: DeskCore): Route[] {
  const { payments, kiosk, channels } = core;
  const mayQuote = createQuoteLimit(core.clock);
  const by = (method: string, path: string, { headers, rawBody }: Signed): Promise<DeviceRow> =>
    deviceOf({ method, target: api + path, headers, rawBody }, core);
  return [
    defineRoute({
      method: 'post',
      path: '/kiosk/enrolments',
      access: anyone('a machine without a key yet; it needs the code that staff made for it'),
      summary: "Hand in a device's public key with its enrolment code",
      tag,
      input: { body: EnrolBody },
      output: EnrolledView,
      status: 201,
      async handle({ body }) {
        const { deviceNo, name, place } = await enrol(body.code, body.publicKey, core);
        return { deviceNo, name, place };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/kiosk/key',
      access: signedBy('kiosk'),
      summary: 'A new public key, signed by the old one',
      tag,
      input: { body: KeyBody },
      output: EnrolledView,
      async handle({ body, ...signed }) {
        const device = await by('POST', '/kiosk/key', signed);
        await rotateKey(device, body.publicKey, core);
        return { deviceNo: device.deviceNo, name: device.name, place: device.place };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/kiosk/state',
      access: signedBy('kiosk'),
      summary: 'What the device should know of itself',
      tag,
      output: KioskState,
      async handle(signed) {
        const device = await by('GET', '/kiosk/state', signed);
        const { utilityName } = await core.rules();
        const { deviceNo, name, place, boxNo, nextSequence: next } = device;
        const methods = methodsOf(channels.find('kiosk'));
        const utility = { utilityZh: utilityName.zh, utilityEn: utilityName.en };
        return { deviceNo, name, place, boxNo, next, methods, ...utility };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/kiosk/quotes',
      access: signedBy('kiosk'),
      summary: 'What an account owes, masked',
      tag,
      input: { body: KioskQuoteBody },
      output: QuoteView,
      async handle({ body, language, ...signed }) {
        const device = await by('POST', '/kiosk/quotes', signed);
        mayQuote(device.deviceNo);
        const quote = await payments.quoteAtDesk(body.accountNo);
        if (!quote) throw accountUnknown();
        return viewQuote(quote, language);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/kiosk/payments',
      access: signedBy('kiosk'),
      summary: "A QR code for the machine's screen",
      tag,
      input: { body: KioskPayBody },
      output: KioskPaymentView,
      status: 201,
      idempotent: true,
      async handle({ body, ip, requestKey, ...signed }) {
        const device = await by('POST', '/kiosk/payments', signed);
        const key = createHash('sha256').update(`${device.deviceNo}\n${requestKey}`).digest('base64url');
        const order = await prepareOrder(body, payments.quoteAtDesk);
        const paymentNo = await showScreenCode(device, body.method, order, { ip, requestKey: key }, core);
        return viewKioskPayment(await payments.desk.view(paymentNo));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/kiosk/payments/:paymentNo',
      access: signedBy('kiosk'),
      summary: 'How a payment on its screen stands; the gateway is asked',
      tag,
      input: { params: PaymentNoParam },
      output: KioskPaymentView,
      async handle({ params, ...signed }) {
        const device = await by('GET', `/kiosk/payments/${params.paymentNo}`, signed);
        return viewKioskPayment(await screenPayment(device, params.paymentNo, core));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/kiosk/events',
      access: signedBy('kiosk'),
      summary: 'What happened at the machine, in its own order; repeats change nothing',
      tag,
      input: { body: EventsBody },
      output: ReportedView,
      async handle({ body, ...signed }) {
        const device = await by('POST', '/kiosk/events', signed);
        await kiosk.seen(device.deviceNo, core.clock.now());
        return viewReported(await reportEvents(device, body.events, core), core);
      },
    }),
  ];
}

async function viewReported({ next, sessions }: Reported, { payments }: DeskCore) {
  const shown = await Promise.all(
    sessions.map(async ({ session, paymentNo, fen }) => {
      // Notes for nobody we know lie in suspense: there is a number, but no receipt.
      const payment = paymentNo.startsWith('P') ? await payments.desk.view(paymentNo) : undefined;
      const receiptNo = payment?.receipt?.receiptNo ?? null;
      const checkUrl = payment?.receipt?.checkUrl ?? null;
      // What no bill took: put by for the next one.
      const putBy = payment?.items.filter(({ kind }) => kind === 'prepayment') ?? [];
      const surplusFen = putBy.reduce((sum, item) => sum + item.amountFen, payment?.surplusFen ?? 0);
      return { session, paymentNo, fen, surplusFen, receiptNo, checkUrl };
    }),
  );
  return { next, sessions: shown };
}
