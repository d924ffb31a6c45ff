/** Forms that requests and replies share (README, "Fields"). */
import { z } from 'zod';

export const Serial = z
  .string()
  .regex(/^[0-9A-Za-z]{1,20}$/)
  .describe("流水号: the partner's serial; partner, date and serial name one request for ever");
export const DateText = z
  .string()
  .regex(/^\d{8}$/)
  .describe('YYYYMMDD, a Beijing date');
export const AccountNo = z
  .string()
  .regex(/^[0-9A-Za-z]{4,20}$/)
  .describe('户号');
export const Amount = z
  .string()
  .regex(/^\d[\d.]{0,11}$/)
  .describe('in the unit agreed for this field: yuan (123.45) or fen (12345)');
export const Instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/)
  .describe('RFC 3339 with +08:00');
