import { z } from 'zod';

const expect = (text: string) => ({ error: `expected ${text}` });
const text = z.string(expect('1 to 200 characters')).min(1).max(200);

/** Where files lie. On disk unless a store is named, with all that belongs to it (config/given-in-part.ts); the scanner is clamd by TCP. */
export const documentSettings = z
  .object({
    DOCUMENT_DIR: text.optional(),
    DOCUMENT_S3_URL: z
      .string(expect('an address beginning with https:// or http://'))
      .refine(
        url => /^https?:\/\//.test(url) && URL.canParse(url),
        expect('an address beginning with https:// or http://'),
      )
      .optional(),
    DOCUMENT_S3_BUCKET: text.optional(),
    // A bucket may hold more than this hall's files: what is not under the prefix is never looked at.
    DOCUMENT_S3_PREFIX: z
      .string()
      .regex(/^[0-9A-Za-z][\w.-]{0,60}$/, expect('letters, digits, hyphens, without a slash'))
      .default('dianting'),
    DOCUMENT_S3_REGION: text.default('cn-north-1'),
    DOCUMENT_S3_ACCESS_KEY: text.optional(),
    DOCUMENT_S3_SECRET_KEY: text.optional(),
    DOCUMENT_SCANNER: z
      .string()
      .regex(/^[\w.-]+:\d{1,5}$/, expect('host:port of clamd'))
      .optional(),
  })
  .transform(env => ({
    dir: env.DOCUMENT_DIR,
    s3: env.DOCUMENT_S3_URL
      ? {
          url: env.DOCUMENT_S3_URL.replace(/\/+$/, ''),
          bucket: env.DOCUMENT_S3_BUCKET!,
          prefix: env.DOCUMENT_S3_PREFIX,
          region: env.DOCUMENT_S3_REGION,
          accessKey: env.DOCUMENT_S3_ACCESS_KEY!,
          secretKey: env.DOCUMENT_S3_SECRET_KEY!,
        }
      : undefined,
    scanner: env.DOCUMENT_SCANNER,
  }));

export type DocumentSettings = z.output<typeof documentSettings>;
