import { type Examples, freshKey } from '../example.ts';
import type { Scene } from '../scene.ts';

/** An agreement of the owner that waits to be signed. */
async function begun({ hall, owner, home }: Scene): Promise<string> {
  const { status, body } = await hall.call('POST', `/households/${home.accountNo}/agreements`, {
    token: owner.token,
    body: { gateway: 'alipay' },
    key: freshKey(),
  });
  if (status !== 201) throw new Error(`the example could not be set up: ${status} ${JSON.stringify(body)}`);
  return body.agreementNo;
}

const agreementNo = async (scene: Scene) => ({ params: { agreementNo: await begun(scene) } });
const unsigned = {
  make: () => ({ body: 'txnType=01&signature=x', headers: { 'content-type': 'text/plain' } }),
};

export const autopayRequests: Examples = {
  'GET /api/v1/agreements': { make: () => ({}), others: 'their-own' },
  'POST /api/v1/households/:accountNo/agreements': {
    make: ({ home }) => ({ params: { accountNo: home.accountNo }, body: { gateway: 'alipay' } }),
    payOnly: 'allowed',
  },
  'POST /api/v1/agreements/:agreementNo/check': { make: agreementNo, others: 'refused' },
  'POST /api/v1/agreements/:agreementNo/cancel': { make: agreementNo, others: 'refused' },
  'POST /notify/wechat-pay/agreement': unsigned,
  'POST /notify/unionpay': unsigned,
  'POST /return/unionpay': {
    make: () => ({ query: { to: '/?from=wallet' }, body: 'a=b', status: 303 }),
  },
};
