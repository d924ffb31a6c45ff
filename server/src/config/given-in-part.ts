import type { z } from 'zod';

type Environment = Record<string, string | undefined>;

/** What works only together; without any of it the hall does without. */
const groups: readonly (readonly string[])[] = [
  ['SMS_BASE_URL', 'SMS_ACCESS_KEY', 'SMS_SECRET'],
  ['SMS_TENCENT_URL', 'SMS_TENCENT_SECRET_ID', 'SMS_TENCENT_SECRET_KEY', 'SMS_TENCENT_APP_ID'],
  ['INVOICE_BASE_URL', 'INVOICE_ACCESS_KEY', 'INVOICE_SECRET'],
  ['VOICE_BASE_URL', 'VOICE_ACCESS_KEY', 'VOICE_SECRET'],
  ['RECEIPT_SIGNING_P12', 'RECEIPT_SIGNING_PASSWORD'],
  ['AGENCY_TLS_CERT', 'AGENCY_TLS_KEY'],
  ['DOCUMENT_S3_URL', 'DOCUMENT_S3_BUCKET', 'DOCUMENT_S3_ACCESS_KEY', 'DOCUMENT_S3_SECRET_KEY'],
];

/** The application's number alone serves text messages that come in. */
const worksAlone = 'SMS_TENCENT_APP_ID';

/** Whatever is missing of a group that was begun, by its name and with what it belongs to. */
export function givenInPart(env: Environment): string[] {
  return groups.flatMap(group => {
    const given = group.filter(name => env[name] && name !== worksAlone);
    if (given.length === 0) return [];
    return group
      .filter(name => !env[name])
      .map(name => `${name}: missing, expected together with ${given.join(', ')}`);
  });
}

/** Is any of these variables given, those aside that have a standard value? */
export const isBegun = (schema: z.ZodObject, env: Environment): boolean =>
  Object.entries(schema.shape).some(
    ([name, field]) => env[name] !== undefined && !hasStandard(field as z.ZodType),
  );

const hasStandard = (field: z.ZodType): boolean => field.safeParse(undefined).data !== undefined;
