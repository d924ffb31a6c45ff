import type { MessageChannel } from './channel.ts';

/** The list in the hall shows every notice of a person by itself: being there is having arrived. */
export const inApp: MessageChannel = {
  name: 'in-app',
  repeatable: true,
  perSecond: 100_000,
  costMilliFen: 0,
  send: async () => ({ kind: 'handed', arrived: true }),
};
