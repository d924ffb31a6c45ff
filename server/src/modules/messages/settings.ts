/** The variables of the ways to reach people. All are optional: a channel without its settings is absent. */
import { z } from 'zod';

const expect = (text: string) => ({ error: `expected ${text}` });
const number = (standard: number, max = 10_000) => {
  const message = expect(`a whole number from 1 to ${max}`);
  return z
    .string()
    .regex(/^\d{1,7}$/, message)
    .transform(Number)
    .refine(value => value >= 1 && value <= max, message)
    .default(standard);
};
const cost = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, expect('thousandths of a fen'))
    .transform(Number)
    .default(standard);
const text = z.string().min(1).max(300);

/** `low-balance=TEMPLATE_ID:amount1.number2.date3,…` */
const templates = z
  .string()
  .regex(
    /^[\w-]+=[\w-]+(:\w+(\.\w+)*)?(,[\w-]+=[\w-]+(:\w+(\.\w+)*)?)*$/,
    expect('event=template id:key.key, separated by commas'),
  )
  .transform(list =>
    list.split(',').map(entry => {
      const [event = '', rest = ''] = entry.split('=');
      const [id = '', keys = 'thing1'] = rest.split(':');
      return [event, { id, keys: keys.split('.') }] as const;
    }),
  )
  .optional();

export const messagesSettings = z.object({
  WECHAT_SUBSCRIBE_TEMPLATES: templates,
  WECHAT_SUBSCRIBE_PER_SECOND: number(100),
  /** Which edition of the mini-program a tap opens. */
  WECHAT_SUBSCRIBE_STATE: z
    .enum(['formal', 'trial', 'developer'], expect('formal, trial or developer'))
    .default('formal'),
  WECHAT_OA_TEMPLATES: templates,
  WECHAT_OA_PER_SECOND: number(100),
  WECHAT_MESSAGE_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9]{3,32}$/, expect('3 to 32 letters and digits'))
    .optional(),
  /** The console's key for encrypted pushes (EncodingAESKey); with it pushes are taken encrypted alone. */
  WECHAT_MESSAGE_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}$/, expect('43 letters and digits'))
    .optional(),
  ALIPAY_TEMPLATES: templates,
  ALIPAY_MESSAGES_PER_SECOND: number(50),
  SMS_PER_SECOND: number(100),
  /** 5 fen a message, as operators charge for large numbers. */
  SMS_COST_MILLIFEN: cost(5_000),
  SMS_REPORT_PATIENCE_SECONDS: number(600, 86_400),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, expect('smtp://user:password@host:port'))
    .optional(),
  SMTP_FROM: text.default('电厅 <no-reply@hall.invalid>'),
  SMTP_PER_SECOND: number(10),
  VOICE_BASE_URL: z
    .string()
    .regex(/^https?:\/\/\S+$/, expect('an http(s) address'))
    .transform(url => url.replace(/\/+$/, ''))
    .optional(),
  VOICE_ACCESS_KEY: text.optional(),
  VOICE_SECRET: text.optional(),
  VOICE_PER_SECOND: number(5),
  VOICE_COST_MILLIFEN: cost(12_000),
  VOICE_RETRIES: z
    .string()
    .regex(/^[0-5]$/, expect('0 to 5'))
    .transform(Number)
    .default(2),
  VOICE_RETRY_SECONDS: z
    .string()
    .regex(/^\d{2,4}$/, expect('30 to 3600'))
    .transform(Number)
    .refine(seconds => seconds >= 30 && seconds <= 3_600, expect('30 to 3600'))
    .default(300),
});

export type MessagesSettings = z.output<typeof messagesSettings>;
