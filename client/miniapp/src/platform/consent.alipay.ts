import type { ConsentPlatform } from './contract';

/** Alipay's subscription window; with a one-time template each agreement is good for one message. */
export const consent: ConsentPlatform = {
  channel: 'alipay',
  ask: templateIds =>
    new Promise(resolve =>
      my.requestSubscribeMessage({
        entityIds: templateIds,
        success: ({ behavior, result }) =>
          resolve(behavior === 'subscribe' ? (result?.subscribeEntityIds ?? []) : []),
        fail: () => resolve([]),
      }),
    ),
};
