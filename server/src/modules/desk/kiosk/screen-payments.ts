/** QR codes on a kiosk's screen. */
import type { DeskPayment } from '../../payments/index.ts';
import { deviceNotFound } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import type { Order } from '../order.ts';
import type { DeviceRow } from './kiosk.repository.ts';

/** @throws AppError method-not-offered, and whatever refuses the order */
export async function showScreenCode(
  device: DeviceRow,
  method: 'wechat' | 'alipay',
  order: Order,
  request: { ip: string; requestKey: string },
  { channels, payments, kiosk }: DeskCore,
): Promise<string> {
  const screen = channels.find('kiosk')?.desk?.screen;
  if (!screen) throw deviceNotFound();
  const paymentNo = await payments.desk.showCode(screen, method, { ...order, channel: 'kiosk', ...request });
  await kiosk.ownPayment(device.deviceNo, paymentNo);
  return paymentNo;
}

/** @throws AppError payment-not-found, also for a payment that another device began */
export async function screenPayment(
  device: DeviceRow,
  paymentNo: string,
  { kiosk, payments }: DeskCore,
): Promise<DeskPayment> {
  const own = await kiosk.isOwnPayment(device.deviceNo, paymentNo);
  if (!own) throw deviceNotFound();
  return payments.desk.ask(paymentNo);
}
