/** What customers are told of what they have applied for. */
import type { EventTexts } from './event-text.ts';

export const applicationTexts = {
  'application-received': {
    zh: {
      title: '申请已受理',
      body: '您的{kind}申请{caseNo}已收到，预计{dueOn}前办结。进度可在电厅查看。',
      sms: '您的{kind}申请{caseNo}已收到，预计{dueOn}前办结，进度可在电厅查看。',
    },
    en: {
      title: 'Application received',
      body: 'We have your application {caseNo} ({kind}); it will be done by {dueOn}. Follow it in the hall.',
      sms: 'We have your application {caseNo} ({kind}); it will be done by {dueOn}. Follow it in the hall.',
    },
  },
  'application-opened': {
    zh: {
      title: '用电到期，开始办理终止',
      body: '您约定的用电期限已过，{kind}{caseNo}已开始办理，预计{dueOn}前办结。仍需用电的，请尽快在电厅申请延期。',
      sms: '您约定的用电期限已过，{kind}{caseNo}已开始办理，预计{dueOn}前办结。仍需用电请在电厅申请延期。',
    },
    en: {
      title: 'The supply is over',
      body: 'The day agreed for your supply has passed. {kind}, {caseNo}, has begun and will be done by {dueOn}. If you still need it, apply for an extension in the hall soon.',
      sms: 'The day agreed for your supply has passed; {kind} {caseNo} will be done by {dueOn}. Apply for an extension if you still need it.',
    },
  },
  'temporary-supply-ending': {
    zh: {
      title: '临时用电即将到期',
      body: '尾号{accountTail}的临时用电将于{untilOn}到期（还有{daysLeft}天），到期后将抄表、结清并停止供电。仍需用电的，请提前在电厅申请延期。',
      sms: '尾号{accountTail}的临时用电将于{untilOn}到期，到期后停止供电。仍需用电请提前申请延期。',
    },
    en: {
      title: 'Supply ends soon',
      body: 'The temporary supply of the account ending in {accountTail} ends on {untilOn}, in {daysLeft} days: the meter is read, the bill settled and the supply switched off. Apply for an extension in the hall if you need it for longer.',
      sms: 'Your temporary supply (account …{accountTail}) ends on {untilOn} and is switched off then. Apply for an extension in time if you still need it.',
    },
  },
  'application-step': {
    zh: {
      title: '申请有新进展',
      body: '{kind}申请{caseNo}：{step}。预计{dueOn}前办结。',
      sms: '您的{kind}申请{caseNo}有新进展：{step}。预计{dueOn}前办结。',
    },
    en: {
      title: 'Application update',
      body: '{kind}, {caseNo}: {step}. It will be done by {dueOn}.',
      sms: 'Your application {caseNo} ({kind}): {step}. It will be done by {dueOn}.',
    },
  },
  'application-wanted': {
    zh: {
      title: '申请等您办理',
      body: '{kind}申请{caseNo}等您办理：{step}。请在电厅查看需要补充或办理的内容。',
      sms: '您的{kind}申请{caseNo}等您办理，请在电厅查看需要补充或办理的内容。',
    },
    en: {
      title: 'Waiting for you',
      body: '{kind}, {caseNo} waits for you: {step}. The hall shows what is wanted.',
      sms: 'Your application {caseNo} ({kind}) waits for you. The hall shows what is wanted.',
    },
  },
  'application-reminder': {
    zh: {
      title: '申请仍在等您办理',
      body: '{kind}申请{caseNo}仍在等您办理，请在电厅查看需要补充或办理的内容；不再需要的，可以撤回。',
      sms: '您的{kind}申请{caseNo}仍在等您办理，请在电厅查看；不再需要的可以撤回。',
    },
    en: {
      title: 'Still waits for you',
      body: '{kind}, {caseNo} still waits for you. The hall shows what is wanted; withdraw it if you need it no longer.',
      sms: 'Your application {caseNo} ({kind}) still waits for you. See the hall, or withdraw it there.',
    },
  },
  'application-done': {
    zh: {
      title: '申请已办结',
      body: '您的{kind}申请{caseNo}已办结。结果可在电厅查看。',
      sms: '您的{kind}申请{caseNo}已办结，结果可在电厅查看。',
    },
    en: {
      title: 'Application done',
      body: 'Your application {caseNo} ({kind}) is done. The result is in the hall.',
      sms: 'Your application {caseNo} ({kind}) is done. The result is in the hall.',
    },
  },
  'application-refused': {
    zh: {
      title: '申请未通过',
      body: '您的{kind}申请{caseNo}未通过：{reason}。{appeal}',
      sms: '您的{kind}申请{caseNo}未通过：{reason}。{appeal}',
    },
    en: {
      title: 'Application refused',
      body: 'Your application {caseNo} ({kind}) was refused: {reason}. {appeal}',
      sms: 'Your application {caseNo} ({kind}) was refused: {reason}. {appeal}',
    },
  },
  'application-withdrawn': {
    zh: {
      title: '申请已代为撤回',
      body: '您的{kind}申请{caseNo}已由工作人员代为撤回：{reason}。如非本意，请联系供电服务热线。',
      sms: '您的{kind}申请{caseNo}已由工作人员代为撤回：{reason}。如非本意请联系我们。',
    },
    en: {
      title: 'Withdrawn for you',
      body: 'Your application {caseNo} ({kind}) was withdrawn for you by our staff: {reason}. If you did not ask for that, call the service line.',
      sms: 'Your application {caseNo} ({kind}) was withdrawn for you by our staff: {reason}. If you did not ask for that, call us.',
    },
  },
} satisfies EventTexts;
