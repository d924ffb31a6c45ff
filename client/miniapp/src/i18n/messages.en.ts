import type { messagesZh } from './messages.zh';

/** Texts of messages and how one wants to be told, in English. */
export const messagesEn: Record<keyof typeof messagesZh, string> = {
  'messages.title': 'Messages',
  'messages.new': 'new',
  'messages.none': 'No messages yet',
  'messages.none.how': 'Notices about bills, payments and outages are kept here.',
  'messages.older': 'Earlier messages',
  'messages.account': 'account ending {tail}',
  'messages.settings': 'Message settings',
  'messages.settings.what': 'Of what, how, and when not',
  'messages.what': 'What to be told of',
  'messages.what.how': 'One press turns a notice on, one more turns it off.',
  'messages.always':
    'Notices about safety or required by law always come: {names}. So do results of payments and refunds.',
  'messages.comma': ', ',
  'messages.ways': 'How to be told',
  'messages.ways.how':
    'Tried in this order; the next only when one fails. Safety notices go on to other ways, at last by telephone.',
  'messages.ways.rotate': 'Put “{way}” first',
  'messages.ways.usual': 'Back to the usual order',
  'messages.way.wechat-subscribe': 'WeChat mini-program',
  'messages.way.wechat-oa': 'WeChat official account',
  'messages.way.alipay': 'Alipay',
  'messages.way.sms': 'Text message',
  'messages.way.email': 'E-mail',
  'messages.way.voice': 'Telephone',
  'messages.way.in-app': 'Here only',
  'messages.consents': 'Messages by {wallet}',
  'messages.consents.how':
    'Each time you agree, one message may come by {wallet}; after that the next way is used. Safety notices always come.',
  'messages.consents.left': '{count} left',
  'messages.consents.none': 'none left',
  'messages.consents.ask': 'Agree to more',
  'messages.quiet': 'Quiet hours',
  'messages.quiet.how':
    'Ordinary notices wait until they end; safety notices and results of payments come at once.',
  'messages.quiet.none': 'None',
  'messages.language': 'Language of notices',
  'messages.email': 'E-mail',
  'messages.email.now': 'Present address',
  'messages.email.new': 'New e-mail address',
  'messages.email.save': 'Save address',
  'messages.email.forget': 'Delete address',
};
