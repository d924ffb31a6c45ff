import type Router from '@koa/router';
import { giveConsent, withdrawConsent } from '../messages/consents.ts';
import { allMessages } from '../messages/keep.ts';
import type { Sandbox } from '../sandbox.ts';
import { alipayOpenIdOf, alipayUserIdOf, openidOf, randomText } from '../state/ids.ts';
import { followerSays, type Word } from '../weixin/follower-says.ts';
import { signedQuery } from '../weixin/push.ts';
import { type Asked, ControlError, optionalText, readAsked, requiredText } from './request.ts';

/** The recipient's hand, the consoles of the apps, and what arrived. */
export function messageControl(router: Router, sandbox: Sandbox): void {
  router.get('/control/messages', ctx => {
    const { channel, to } = ctx.query;
    ctx.body = allMessages(sandbox, { channel: channel as string, to: to as string });
  });
  router.get('/control/consents', ctx => {
    ctx.body = sandbox.store.all('consent');
  });
  // What an app's console knows of its templates: from the first one on, others are refused.
  router.post('/control/message-templates', async ctx => {
    const asked = await readAsked(ctx);
    const app = requiredText(asked, 'app');
    if (!['weixin', 'weixin-oa', 'alipay'].includes(app)) {
      throw new ControlError(400, 'app must be weixin, weixin-oa or alipay');
    }
    const template = requiredText(asked, 'template');
    const key = `${app} ${template}`;
    const longTerm = asked['longTerm'] === true ? { longTerm: true as const } : {};
    const known = {
      key,
      app,
      template,
      title: requiredText(asked, 'title'),
      fields: textsIn(asked, 'fields'),
    };
    sandbox.store.put('messageTemplate', key, { ...known, ...longTerm });
    ctx.body = sandbox.store.get('messageTemplate', key);
  });
  router.get('/control/weixin/push-keys', ctx => {
    ctx.body = sandbox.keys.weixinPush;
  });
  subscribing(router, sandbox);
  pushAddress(router, sandbox);
}

function subscribing(router: Router, sandbox: Sandbox): void {
  // As wx.requestSubscribeMessage: at most three templates, each agreed to or not; the hall is told by a push.
  router.post('/control/weixin/subscribe', async ctx => {
    const asked = await readAsked(ctx);
    const openid =
      optionalText(asked, 'openid') ?? openidOf(sandbox.keys.wechat.appid, requiredText(asked, 'person'));
    const templates = threeTemplates(asked);
    const answer = answerIn(asked);
    for (const template of templates) {
      if (answer === 'accept') giveConsent(sandbox, 'weixin', openid, template);
      else withdrawConsent(sandbox, 'weixin', openid, template);
      tellAnswer(sandbox, 'subscribe_msg_popup_event', openid, template, answer);
    }
    const answers = Object.fromEntries(templates.map(template => [template, answer]));
    ctx.body = { errMsg: 'requestSubscribeMessage:ok', ...answers };
  });
  // In the phone's settings: no more by this template, whatever was agreed to.
  router.post('/control/weixin/unsubscribe', async ctx => {
    const asked = await readAsked(ctx);
    const openid =
      optionalText(asked, 'openid') ?? openidOf(sandbox.keys.wechat.appid, requiredText(asked, 'person'));
    const template = requiredText(asked, 'template');
    withdrawConsent(sandbox, 'weixin', openid, template);
    tellAnswer(sandbox, 'subscribe_msg_change_event', openid, template, 'reject');
    ctx.body = { openid, template };
  });
  router.post('/control/weixin/follow', async ctx => {
    const asked = await readAsked(ctx);
    const openid =
      optionalText(asked, 'openid') ?? openidOf(sandbox.keys.wechat.oaAppid, requiredText(asked, 'person'));
    const follows = asked['follows'] !== false;
    sandbox.store.put('follower', openid, { openid, follows });
    ctx.body = { openid, follows };
  });
  // Somebody writes to the official account: words, a picture, a voice note, or where they are.
  router.post('/control/weixin/say', async ctx => {
    const asked = await readAsked(ctx);
    const openid =
      optionalText(asked, 'openid') ?? openidOf(sandbox.keys.wechat.oaAppid, requiredText(asked, 'person'));
    const kind = (optionalText(asked, 'kind') ?? 'text') as Word['kind'];
    const [content, file] = [optionalText(asked, 'content'), optionalText(asked, 'file')];
    const [latitude, longitude] = [optionalText(asked, 'latitude'), optionalText(asked, 'longitude')];
    const word = { openid, kind, content, file, latitude, longitude };
    ctx.body = { openid, msgId: await followerSays(sandbox, word) };
  });
  // As my.requestSubscribeMessage.
  router.post('/control/alipay/subscribe', async ctx => {
    const asked = await readAsked(ctx);
    const person = optionalText(asked, 'person');
    const users = person ? [alipayUserIdOf(person), alipayOpenIdOf(person)] : [requiredText(asked, 'userId')];
    if (person) sandbox.store.put('alipayPerson', users[1]!, { open: users[1]!, name: person });
    const templates = threeTemplates(asked);
    const accepted = answerIn(asked) === 'accept';
    for (const user of users) {
      for (const template of templates) {
        if (accepted) giveConsent(sandbox, 'alipay', user, template);
        else withdrawConsent(sandbox, 'alipay', user, template);
      }
    }
    ctx.body = accepted
      ? { behavior: 'subscribe', subscribeEntityIds: templates, result: { subscribeEntityIds: templates } }
      : { behavior: 'cancel', subscribeEntityIds: [] };
  });
}

function tellAnswer(sandbox: Sandbox, event: string, openid: string, template: string, answer: string): void {
  const url = sandbox.settings().weixinPushUrl;
  if (!url) return;
  const scene = event === 'subscribe_msg_popup_event' ? { PopupScene: '0' } : {};
  const answers = [{ TemplateId: template, SubscribeStatusString: answer, ...scene }];
  const facts = { event, openid, answers };
  void sandbox.deliveries.send({
    gateway: 'weixin',
    kind: 'event',
    outTradeNo: openid,
    url,
    eventId: randomText(8),
    facts,
  });
}

/** Saves an address as the console does: only when it answers a signed GET with what it was sent. */
function pushAddress(router: Router, sandbox: Sandbox): void {
  router.post('/control/weixin/push-address', async ctx => {
    const asked = await readAsked(ctx);
    const app = requiredText(asked, 'app');
    if (app !== 'weapp' && app !== 'oa') throw new ControlError(400, 'app must be weapp or oa');
    const url = requiredText(asked, 'url');
    const echostr = randomText(10);
    const query = signedQuery(sandbox.keys.weixinPush, { echostr });
    const reply = await fetch(`${url}${url.includes('?') ? '&' : '?'}${query}`, {
      signal: AbortSignal.timeout(5000),
    });
    if (!reply.ok || (await reply.text()) !== echostr) {
      throw new ControlError(409, `${url} answered ${reply.status}, not the echostr`);
    }
    const name = app === 'weapp' ? 'weixinPushUrl' : 'weixinOaPushUrl';
    sandbox.store.put('settings', 'current', { ...sandbox.settings(), [name]: url });
    ctx.body = { app, url };
  });
}

function threeTemplates(asked: Asked): string[] {
  const templates = textsIn(asked, 'templates');
  if (templates.length < 1 || templates.length > 3) throw new ControlError(400, 'templates: one to three');
  return templates;
}

function answerIn(asked: Asked): 'accept' | 'reject' {
  const answer = optionalText(asked, 'answer') ?? 'accept';
  if (answer !== 'accept' && answer !== 'reject')
    throw new ControlError(400, 'answer must be accept or reject');
  return answer;
}

function textsIn(asked: Asked, name: string): string[] {
  const value = asked[name];
  if (!Array.isArray(value) || value.some(one => typeof one !== 'string' || !one)) {
    throw new ControlError(400, `${name} must be a list of texts`);
  }
  return value as string[];
}
