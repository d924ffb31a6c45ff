import type Router from '@koa/router';
import { appliesTo, isKnown } from '../faults/catalogue.ts';
import type { Sandbox } from '../sandbox.ts';
import type { FaultRule, Gateway, Settings } from '../state/records.ts';
import { type Asked, ControlError, optionalCount, optionalText, readAsked, requiredText } from './request.ts';

const GATEWAYS: readonly string[] = [
  'wechat-pay',
  'alipay',
  'unionpay',
  'weixin',
  'weixin-oa',
  'sms',
  'mail',
  'voice',
  'supply-control',
  'invoicing',
  'acquirer',
  'sms-operator',
  'debit-bank',
  '*',
];

/** How the sandbox behaves: pace, keys, and misbehaviour. */
export function settingRoutes(router: Router, sandbox: Sandbox): void {
  router.get('/control/settings', ctx => {
    ctx.body = sandbox.settings();
  });
  router.post('/control/settings', async ctx => {
    sandbox.store.put('settings', 'current', merged(sandbox.settings(), await readAsked(ctx)));
    ctx.body = sandbox.settings();
  });
  router.get('/control/faults', ctx => {
    ctx.body = sandbox.faults.rules();
  });
  router.post('/control/faults', async ctx => {
    const asked = await readAsked(ctx);
    const rules = (Array.isArray(asked['rules']) ? asked['rules'] : [asked]) as Asked[];
    const seed = optionalCount(asked, 'seed') ?? 1;
    ctx.body = sandbox.faults.setRules(rules.map(readRule), seed, asked['keep'] === true);
  });
  router.delete('/control/faults', ctx => {
    ctx.body = sandbox.faults.setRules([], 1, false);
  });
  router.get('/control/faults/counts', ctx => {
    ctx.body = sandbox.faults.counts();
  });
  router.post('/control/reset', ctx => {
    sandbox.store.clear();
    ctx.body = { reset: true };
  });
  router.post('/control/wechat/rotate-certificate', async ctx => {
    const { serial, pem, notAfter } = await sandbox.keys.rotatePlatformCertificate();
    ctx.body = { serial, pem, notAfter };
  });
}

const CHOICES: { [K in keyof Settings]?: readonly string[] } = {
  wechatNotifyKey: ['public-key', 'platform-certificate', 'mixed'],
  weixinPushMode: ['plain', 'safe'],
  weixinPushFormat: ['xml', 'json'],
  unionpayBackOutcome: ['00', '01', '05'],
  wechatRefundOutcome: ['SUCCESS', 'ABNORMAL', 'CLOSED', 'PROCESSING'],
};

function merged(current: Settings, asked: Asked): Settings {
  for (const [name, value] of Object.entries(asked)) {
    const present = current[name as keyof Settings];
    if (present === undefined) throw new ControlError(400, `no setting ${name}`);
    const choices = CHOICES[name as keyof Settings];
    if (choices && !choices.includes(value as string)) {
      throw new ControlError(400, `${name} must be one of ${choices.join(', ')}`);
    }
    if (typeof value !== typeof present || (typeof value === 'number' && !(value >= 0))) {
      throw new ControlError(400, `${name} must be a ${typeof present}`);
    }
  }
  return { ...current, ...(asked as Partial<Settings>) };
}

function readRule(asked: Asked): Omit<FaultRule, 'id' | 'random'> {
  const gateway = optionalText(asked, 'gateway') ?? '*';
  const on = optionalText(asked, 'on') ?? '*';
  const fault = requiredText(asked, 'fault');
  if (!GATEWAYS.includes(gateway))
    throw new ControlError(400, `gateway must be one of ${GATEWAYS.join(', ')}`);
  if (!isKnown(on, fault)) throw new ControlError(400, `no fault ${fault} on ${on}`);
  if (gateway !== '*' && !appliesTo(fault, gateway)) {
    throw new ControlError(400, `${fault} has no meaning at ${gateway}`);
  }
  const probability = asked['probability'] ?? 1;
  if (typeof probability !== 'number' || !(probability >= 0 && probability <= 1)) {
    throw new ControlError(400, 'probability must lie between 0 and 1');
  }
  const deltaFen = asked['deltaFen'];
  if (deltaFen !== undefined && !Number.isSafeInteger(deltaFen)) {
    throw new ControlError(400, 'deltaFen must be a whole number');
  }
  return {
    gateway: gateway as Gateway | '*',
    on,
    fault,
    probability,
    count: optionalCount(asked, 'count'),
    skip: optionalCount(asked, 'skip'),
    // A message has no order: there it is whom it goes to.
    outTradeNo: optionalText(asked, 'outTradeNo') ?? optionalText(asked, 'to'),
    delayMs: optionalCount(asked, 'delayMs'),
    copies: optionalCount(asked, 'copies'),
    deltaFen: deltaFen as number | undefined,
    status: optionalCount(asked, 'status'),
    code: optionalText(asked, 'code'),
    message: optionalText(asked, 'message'),
  };
}
