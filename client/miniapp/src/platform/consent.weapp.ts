import type { ConsentPlatform } from './contract';

/** WeChat's one-time subscription: to be called by the tap itself, before anything else is awaited. */
export const consent: ConsentPlatform = {
  channel: 'wechat-subscribe',
  ask: templateIds =>
    new Promise(resolve =>
      wx.requestSubscribeMessage({
        tmplIds: templateIds,
        success: answers => resolve(templateIds.filter(id => answers[id] === 'accept')),
        // Switched off as a whole in WeChat's settings, or too many templates: nothing was agreed.
        fail: () => resolve([]),
      }),
    ),
};
