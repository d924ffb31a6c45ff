import { z } from 'zod';

const hexKey = '16 bytes in hexadecimal';

/** The acquirer (收单机构) of our card terminals. Left out where no terminal stands. */
export const acquirerSettings = z
  .object({
    ACQUIRER_URL: z
      .string({ error: 'expected an address beginning with https:// or http://' })
      .refine(text => /^https?:\/\//.test(text) && URL.canParse(text), {
        error: 'expected an address beginning with https:// or http://',
      }),
    ACQUIRER_MERCHANT: z
      .string({ error: 'expected 15 digits' })
      .regex(/^\d{15}$/, { error: 'expected 15 digits' }),
    ACQUIRER_FILE_KEY: z
      .string({ error: `expected ${hexKey}` })
      .regex(/^[0-9A-Fa-f]{32}$/, { error: `expected ${hexKey}` }),
    ACQUIRER_SALE_SECONDS: z
      .string()
      .regex(/^\d{1,3}$/, { error: 'expected a whole number of seconds' })
      .default('70'),
  })
  .transform(env => ({
    url: env.ACQUIRER_URL.replace(/\/+$/, ''),
    merchant: env.ACQUIRER_MERCHANT,
    fileKey: Buffer.from(env.ACQUIRER_FILE_KEY, 'hex'),
    saleTimeoutMs: Number(env.ACQUIRER_SALE_SECONDS) * 1000,
  }));

export type AcquirerSettings = z.output<typeof acquirerSettings>;
