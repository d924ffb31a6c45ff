/** Fields that many requests and answers have. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { comparedReference } from '../shared/compared-reference.ts';

/** An instant, answered as text. */
export const instant = z
  .date()
  .transform(date => date.toISOString())
  .pipe(z.string());

/** One line that a person writes: no control characters. */
export const line = (max: number, min = 2) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^\P{Cc}*$/u);

/** The number of one entry on a bank's account. However it was typed, it is the same entry. */
export const bankReference = (max = 64, min = 2) => line(max, min).transform(comparedReference);

/** An address, or a network as address/bits. */
export const networkAddress = z
  .string()
  .max(50)
  .refine(text => {
    const [address = '', bits, ...more] = text.split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    return (
      isIP(address) > 0 &&
      more.length === 0 &&
      (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
    );
  });
