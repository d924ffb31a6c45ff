import { z } from 'zod';

const expected = (what: string) => ({ error: `expected ${what}` });
const fingerprint = expected('SHA256: and 43 characters, as ssh-keygen -lf prints it');

/** Where the SMS operator lays its day files down. Left out where they are carried by hand. */
export const smsDayFileSettings = z
  .object({
    SMS_DAY_FILE_SFTP_HOST: z
      .string(expected('the name of a host'))
      .regex(/^[A-Za-z0-9.-]{1,253}$/, expected('the name of a host')),
    SMS_DAY_FILE_SFTP_PORT: z
      .string()
      .regex(/^\d{1,5}$/, expected('a port'))
      .default('22'),
    SMS_DAY_FILE_SFTP_USER: z.string(expected('a user')).max(64, expected('a user')),
    SMS_DAY_FILE_SFTP_KEY: z.string(expected('a private key in OpenSSH or PEM')),
    SMS_DAY_FILE_SFTP_HOST_KEY: z.string(fingerprint).regex(/^SHA256:[A-Za-z0-9+/]{43}$/, fingerprint),
    SMS_DAY_FILE_SFTP_FOLDER: z
      .string()
      .regex(/^(\/[\w.-]{1,60}){0,5}$/, expected('a path that begins with / and ends without'))
      .default(''),
  })
  .transform(env => ({
    host: env.SMS_DAY_FILE_SFTP_HOST,
    port: Number(env.SMS_DAY_FILE_SFTP_PORT),
    user: env.SMS_DAY_FILE_SFTP_USER,
    privateKey: env.SMS_DAY_FILE_SFTP_KEY.replaceAll('\\n', '\n'),
    hostKey: env.SMS_DAY_FILE_SFTP_HOST_KEY,
    folder: env.SMS_DAY_FILE_SFTP_FOLDER,
  }));

export type SmsDayFileSettings = z.output<typeof smsDayFileSettings>;
