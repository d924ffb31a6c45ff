import type { Example, Examples } from '../example.ts';

/** What nobody has signed is refused, and refused again when spoiled. */
const unsigned: Example = { make: () => ({ body: '[]', status: 403 }) };

export const messagesRequests: Examples = {
  'POST /notify/messages/sms': unsigned,
  'POST /notify/messages/voice': unsigned,
  'POST /notify/messages/wechat-subscribe': unsigned,
  'POST /notify/messages/wechat-oa': unsigned,
  'GET /notify/messages/wechat-subscribe': { make: () => ({ status: 403 }) },
  'GET /notify/messages/wechat-oa': { make: () => ({ status: 403 }) },
  'POST /notify/messages/sms-tencent/:token': {
    make: () => ({ params: { token: 'nobody-knows-this-secret-of-the-hall' }, body: '[]', status: 404 }),
  },
};
