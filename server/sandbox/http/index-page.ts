import { page } from './page.ts';

/** What there is to see, for a person who opened the address. */
export function indexPage(): string {
  const links = [
    ['/cashier/wechat/native', '微信扫一扫：打开 Native 二维码'],
    ['/messages', '消息收件箱：微信、支付宝、短信、邮件、语音'],
    ['/meters', '电表开关：停电与复电'],
    ['/sms-phone', '手机：给营业厅发短信'],
    ['/counterparties', '收单机构与代扣银行：在后台登记所需的参数'],
    ['/control/trades', '全部订单（JSON）'],
    ['/control/notifications', '全部通知（JSON）'],
    ['/control/faults/counts', '已发生的故障（JSON）'],
    ['/control/settings', '设置（JSON）'],
  ].map(([address, text]) => `<a class="button" href="${address}">${text}</a>`);
  return page(
    '沙箱网关',
    `<h1>沙箱网关</h1><p>微信支付 v3、微信登录、支付宝开放平台、银联、收单机构、代扣银行与短信的替身，只用于开发和测试。</p>${links.join('')}`,
  );
}
