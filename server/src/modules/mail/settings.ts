import { z } from 'zod';

const expect = (text: string) => ({ error: `expected ${text}` });

/** The service desk's mailbox. Without its address no mail is read; answers go out by SMTP_URL. */
export const caseMailSettings = z.object({
  CASE_MAIL_IMAP_URL: z
    .string()
    .refine(
      url => /^imaps?:\/\/\S+$/.test(url) && URL.canParse(url),
      expect('imaps://user:password@host:port'),
    )
    .optional(),
  CASE_MAIL_FROM: z.email(expect('an e-mail address')).optional(),
  /** As our own mail server names itself in Authentication-Results (RFC 8601); nobody else's word counts. */
  CASE_MAIL_AUTHSERV: z
    .string()
    .regex(/^[\w.-]{1,200}$/, expect('the name of our mail server'))
    .optional(),
});

export type CaseMailSettings = z.output<typeof caseMailSettings>;
