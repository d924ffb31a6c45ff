/** Texts about money that moved, or did not. */
import type { EventTexts } from './event-text.ts';

export const paymentTexts = {
  'payment-credited': {
    zh: {
      title: '缴费已到账',
      body: '您支付的电费{amount}已到账，单号尾号{paymentTail}。可在电厅查看收据。',
      sms: '您支付的电费{amount}已到账，单号尾号{paymentTail}。可在电厅查看收据。',
    },
    en: {
      title: 'Payment credited',
      body: 'Your payment of {amount} has been credited (order ending {paymentTail}). The receipt is in the hall.',
      sms: 'Your payment of {amount} has been credited (order ending {paymentTail}). The receipt is in the hall.',
    },
  },
  'household-paid': {
    zh: {
      title: '他人代缴到账',
      body: '户号尾号{accountTail}收到他人缴纳的电费{amount}，单号尾号{paymentTail}。',
      sms: '户号尾号{accountTail}收到他人缴纳的电费{amount}，单号尾号{paymentTail}。',
    },
    en: {
      title: 'Paid by somebody',
      body: 'Somebody paid {amount} for the account ending {accountTail} (order ending {paymentTail}).',
      sms: 'Somebody paid {amount} for the account ending {accountTail} (order ending {paymentTail}).',
    },
  },
  'refund-succeeded': {
    zh: {
      title: '退款已退回',
      body: '退款{amount}已退回，单号尾号{paymentTail}。到账时间以银行或支付机构为准。',
      sms: '退款{amount}已退回，单号尾号{paymentTail}。到账时间以银行或支付机构为准。',
    },
    en: {
      title: 'Refund sent',
      body: 'A refund of {amount} has been sent (order ending {paymentTail}).',
      sms: 'A refund of {amount} has been sent (order ending {paymentTail}). Your bank or wallet shows when it arrives.',
    },
  },
  'payout-returned': {
    zh: {
      title: '退款未能转入',
      body: '退款{amount}未能转入您的账户，款项已退回我方保管，单号尾号{paymentTail}。我们将核对后重新办理，需要时请您确认收款账户。',
      sms: '退款{amount}未能转入您的账户，款项已退回我方保管，单号尾号{paymentTail}。我们将核对后重新办理，需要时请您确认收款账户。',
    },
    en: {
      title: 'Refund came back',
      body: 'The bank could not put your refund of {amount} into your account (order ending {paymentTail}). We hold the money; we will check and pay it out again, and ask you to confirm the account if need be.',
      sms: 'The bank could not put your refund of {amount} into your account (order ending {paymentTail}). We hold the money; we will check and pay it out again, and ask you to confirm the account if need be.',
    },
  },
  'autopay-debited': {
    zh: {
      title: '自动缴费成功',
      body: '户号尾号{accountTail}已自动缴费{amount}。',
      sms: '户号尾号{accountTail}已自动缴费{amount}。',
    },
    en: {
      title: 'Paid automatically',
      body: '{amount} was paid automatically for the account ending {accountTail}.',
      sms: '{amount} was paid automatically for the account ending {accountTail}.',
    },
  },
  'autopay-failed': {
    zh: {
      title: '自动缴费未成功',
      body: '户号尾号{accountTail}的自动缴费{amount}未成功：{reason}。本期不再自动扣款，请现在缴费。',
      sms: '户号尾号{accountTail}的自动缴费{amount}未成功：{reason}。本期不再自动扣款，请现在缴费：{link}',
    },
    en: {
      title: 'Auto-pay failed',
      body: 'The automatic payment of {amount} for the account ending {accountTail} failed: {reason}. Please pay now.',
      sms: 'The automatic payment of {amount} for the account ending {accountTail} failed: {reason}. It is not tried again this month; please pay now: {link}',
    },
  },
  'autopay-failed-again': {
    zh: {
      title: '自动缴费将再试',
      body: '户号尾号{accountTail}的自动缴费{amount}未成功：{reason}。{dayOn}将再试一次，也可现在缴费。',
      sms: '户号尾号{accountTail}的自动缴费{amount}未成功：{reason}。{dayOn}将再试一次，也可现在缴费：{link}',
    },
    en: {
      title: 'Auto-pay tries again',
      body: 'The automatic payment of {amount} for the account ending {accountTail} failed: {reason}. It is tried again on {dayOn}.',
      sms: 'The automatic payment of {amount} for the account ending {accountTail} failed: {reason}. It is tried again on {dayOn}; or pay now: {link}',
    },
  },
  'debit-failed': {
    zh: {
      title: '银行代扣未成功',
      body: '户号尾号{accountTail}的{month}电费{amount}银行代扣未成功：{reason}。请现在缴费。',
      sms: '户号尾号{accountTail}的{month}电费{amount}银行代扣未成功：{reason}。请点此缴费：{link}',
    },
    en: {
      title: 'Direct debit failed',
      body: 'The direct debit of {amount} ({month}) for the account ending {accountTail} failed: {reason}. Please pay now.',
      sms: 'The direct debit of {amount} ({month}) for the account ending {accountTail} failed: {reason}. Pay here: {link}',
    },
  },
} satisfies EventTexts;
