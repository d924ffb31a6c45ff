/** Who writes to the desk otherwise: in the chat, by mail, at the wallet; the articles from which it answers, and what it makes public. */
import { createTransport } from 'nodemailer';
import type { RunningHall } from '../support/hall.ts';
import { asking } from './asking.ts';
import type { Residents } from './residents.ts';
import type { DeskScene } from './staff-scene.ts';

export interface Written {
  /** Taken by the clerk. */
  chatNo: string;
  mailCase: string;
  walletCase: string;
  /** Waits for its second person. */
  articleCode: string;
  disclosureNo: string;
}

export async function write(hall: RunningHall, residents: Residents, desk: DeskScene): Promise<Written> {
  return {
    chatNo: await chat(hall, residents, desk.cookies),
    ...(await mail(hall)),
    walletCase: await complainAtWallet(hall, desk.paymentNo),
    articleCode: await draftArticle(hall, desk.cookies.clerk),
    disclosureNo: await disclose(hall, desk.cookies),
  };
}

async function chat(hall: RunningHall, { one, timed, many }: Residents, cookies: DeskScene['cookies']) {
  const administrator = asking(hall, { staff: cookies.administrator });
  const aroundTheClock = { 'opens-minute': 0, 'closes-minute': 1440, 'rest-days': 1 };
  for (const [name, value] of Object.entries(aroundTheClock))
    await administrator('POST', '/staff/chat-rules', {
      name,
      value,
      validFrom: '2021-01-01',
      source: '客服中心值班安排',
    });
  let said = 0;
  const line = (text: string) => ({ id: `said-in-the-scene-${++said}`, text });
  const begin = async (token: string, text: string): Promise<string> =>
    (await asking(hall, { token })('POST', '/chats', line(text))).chatNo;
  const chatNo = await begin(one.token, '您好，我家这个月的电费比上个月多了一倍，是不是抄错表了？');
  await begin(timed.token, '峰谷电价怎么办理？');
  await begin(many.token, '我给爸妈住的老房子缴费，为什么看不到往年的账单？只能看到这个月要交多少。');
  const clerk = asking(hall, { staff: cookies.clerk });
  const customer = asking(hall, { token: one.token });
  await clerk('POST', `/staff/chats/${chatNo}/acts`, { act: 'take' });
  await clerk(
    'POST',
    `/staff/chats/${chatNo}/messages`,
    line('您好，我是客服林晓梅，正在为您核对表码，请稍等。'),
  );
  await customer('POST', `/chats/${chatNo}/messages`, line('好的，谢谢'));
  await clerk(
    'POST',
    `/staff/chats/${chatNo}/messages`,
    line(
      '查到了：本月用电 386 千瓦时，上月 190 千瓦时，表码无误。上月您家有十二天几乎没有用电，是不是外出了？',
    ),
  );
  await customer('POST', `/chats/${chatNo}/messages`, line('对，上个月出差了半个月。那就对上了。'));
  return chatNo;
}

async function mail(hall: RunningHall): Promise<Pick<Written, 'mailCase'>> {
  const post = createTransport(hall.sandbox.credentials['SMTP_URL']);
  const to = hall.sandbox.credentials['CASE_MAIL_FROM'];
  await post.sendMail({
    to,
    from: '王建国 <wang.jianguo@trusted.example>',
    subject: '咨询峰谷电价如何办理',
    text: '您好：\n\n我家装了充电桩，想在夜里充电。请问峰谷电价怎样办理，几时生效？\n\n王建国',
  });
  await post.sendMail({
    to,
    from: 'Newsletter <news@trusted.example>',
    subject: '自动回复：外出中',
    text: '我正在休假，回来后回复您。',
    headers: { 'Auto-Submitted': 'auto-replied' },
  });
  post.close();
  await hall.app.runJob('read-mail');
  const { rows } = await hall.owner.query(
    `SELECT case_no FROM service_cases WHERE source = 'email' ORDER BY id DESC LIMIT 1`,
  );
  return { mailCase: rows[0].case_no };
}

async function complainAtWallet(hall: RunningHall, outTradeNo: string): Promise<string> {
  const { complaintId } = await hall.sandbox.post<{ complaintId: string }>('/control/wechat/complaints', {
    outTradeNo,
    words: '付了两次电费，客服电话打不通，没有人退给我。',
    phone: '13912345678',
    notifyUrl: `${hall.url}/notify/wechat-pay/complaint`,
  });
  await hall.app.idle();
  const { rows } = await hall.owner.query(
    `SELECT c.case_no FROM wallet_complaints w JOIN service_cases c ON c.id = w.case_id WHERE complaint_id = $1`,
    [complaintId],
  );
  return rows[0].case_no;
}

async function draftArticle(hall: RunningHall, cookie: string): Promise<string> {
  const clerk = asking(hall, { staff: cookie });
  const code = 'reading-a-tiered-bill';
  await clerk('POST', '/staff/knowledge', {
    code,
    section: 'bill',
    audience: 'public',
    titleZh: '账单里的三档电量怎么看',
    titleEn: 'How to read the three tiers of a bill',
    bodyZh:
      '先看应交金额和缴费期限，再看每一档用了多少电、每千瓦时多少钱。年用电量越过一档，超出的部分才按下一档计价。',
    bodyEn:
      'First the sum and the day it is due, then how much was used in each tier and at what price. Only what exceeds a tier costs the next price.',
    kinds: ['enquiry'],
    classes: ['business'],
    source: '鲁发改价格〔2023〕914号',
    validFrom: '2026-01-01',
  });
  await clerk('POST', `/staff/knowledge/${code}/submission`, { act: 'submit', version: 1 });
  return code;
}

/** Published, and its next edition waiting for the second person. */
async function disclose(hall: RunningHall, cookies: DeskScene['cookies']): Promise<string> {
  const clerk = asking(hall, { staff: cookies.clerk });
  const content = {
    titleZh: '居民阶梯电价',
    titleEn: 'Residential prices by tier',
    bodyZh:
      '居民用户年用电量分三档计价：第一档至2,520度，每度0.5469元；第二档至4,800度，每度加价0.05元；第三档以上每度加价0.30元。',
    bodyEn:
      'A home’s use of a year is priced in three tiers: up to 2,520 kWh at ¥0.5469, up to 4,800 kWh at ¥0.05 more, and above at ¥0.30 more per kWh.',
    source: '鲁发改价格〔2019〕509号',
    effectiveFrom: '2019-07-01',
  };
  const { number } = await clerk('POST', '/staff/disclosures', { kind: 'tariff', ...content });
  await asking(hall, { staff: cookies.supervisor })('POST', `/staff/disclosures/${number}/decisions`, {
    decision: 'publish',
    edition: 1,
  });
  await clerk('POST', `/staff/disclosures/${number}/editions`, {
    ...content,
    titleZh: '居民阶梯电价（补充峰谷说明）',
    titleEn: 'Residential prices by tier (with time of use)',
    effectiveFrom: '2027-01-01',
  });
  return number;
}
