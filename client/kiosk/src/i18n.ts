/** Every text of the kiosk, Chinese first. */
const zh = {
  title: '24小时自助缴费',
  language: 'English',
  begin: '缴电费',
  'begin-hint': '现金、微信、支付宝',
  'account-title': '请输入户号',
  'account-hint': '户号印在电费账单右上角，10 或 13 位数字',
  next: '下一步',
  back: '返回',
  clear: '清空',
  delete: '删除',
  'confirm-title': '请核对住址后选择缴费方式',
  owed: '应缴电费',
  'nothing-owed': '没有欠费，投入的现金将存为余额',
  balance: '账户余额 {sum}',
  bills: '{count} 个账单',
  locked: '有账单正在银行代扣，暂不能缴',
  cash: '现金',
  'cash-note': '不找零，多余的存入余额',
  wechat: '微信支付',
  alipay: '支付宝',
  'cash-title': '请逐张放入纸币',
  'cash-kinds': '可收 100、50、20、10、5、1 元纸币，不找零',
  inserted: '已放入',
  still: '还差',
  surplus: '多出的 {sum} 将存入余额',
  finish: '放好了，完成缴费',
  'cash-held': '已放入的钱已经收好，请按“完成缴费”',
  'scan-wechat': '请用微信扫码支付',
  'scan-alipay': '请用支付宝扫码支付',
  'scan-wait': '付款后请稍候，不要重复支付',
  seconds: '{seconds} 秒',
  done: '缴费成功',
  'done-held': '已收到您的钱',
  'done-held-hint': '网络恢复后自动入账，请凭凭条查询',
  'receipt-no': '收据号',
  'paid-sum': '实缴',
  'to-balance': '存入余额',
  print: '打印凭条',
  printed: '凭条已打印',
  home: '完成',
  expired: '没有收到付款',
  'expired-hint': '二维码已失效。如果您已付款，款项会自动入账，请勿重复支付。',
  idle: '您还在吗？',
  'idle-hint': '{seconds} 秒后自动退出',
  stay: '继续',
  leave: '退出',
  offline: '网络中断，暂时不能查询。请稍后再试。',
  failed: '没有成功',
  'enrol-title': '登记终端',
  'enrol-hint': '请输入后台生成的 12 位登记码',
  enrol: '登记',
  hotline: '服务热线 95598',
  'waiting-reports': '{count} 条待上报',
  simulator: '设备模拟器',
  'change-box': '更换钱箱',
  'go-offline': '断网',
  'go-online': '恢复网络',
};
const en: Record<keyof typeof zh, string> = {
  title: '24-hour bill payment',
  language: '中文',
  begin: 'Pay electricity',
  'begin-hint': 'Cash, WeChat, Alipay',
  'account-title': 'Enter your account number',
  'account-hint': 'It is printed at the top right of your bill: 10 or 13 digits',
  next: 'Next',
  back: 'Back',
  clear: 'Clear',
  delete: 'Delete',
  'confirm-title': 'Check the address, then choose how to pay',
  owed: 'To pay',
  'nothing-owed': 'Nothing owed; cash is kept as your balance',
  balance: 'Balance {sum}',
  bills: '{count} bills',
  locked: 'A bank debit is under way for a bill; it cannot be paid now',
  cash: 'Cash',
  'cash-note': 'No change; the rest is kept as balance',
  wechat: 'WeChat Pay',
  alipay: 'Alipay',
  'cash-title': 'Insert your notes one by one',
  'cash-kinds': 'Notes of 100, 50, 20, 10, 5 and 1 yuan; no change is given',
  inserted: 'Inserted',
  still: 'Still to pay',
  surplus: '{sum} more goes to the balance',
  finish: 'Done, pay now',
  'cash-held': 'Your notes are safe; press “Done, pay now”',
  'scan-wechat': 'Scan with WeChat to pay',
  'scan-alipay': 'Scan with Alipay to pay',
  'scan-wait': 'After paying wait a moment; do not pay twice',
  seconds: '{seconds} s',
  done: 'Paid',
  'done-held': 'We have your money',
  'done-held-hint': 'It is booked as soon as the line is back; keep your slip',
  'receipt-no': 'Receipt',
  'paid-sum': 'Paid',
  'to-balance': 'To the balance',
  print: 'Print slip',
  printed: 'Slip printed',
  home: 'Finish',
  expired: 'No payment came',
  'expired-hint':
    'The code is no longer valid. Money you have paid will be booked by itself; do not pay again.',
  idle: 'Are you still there?',
  'idle-hint': 'We begin anew in {seconds} seconds',
  stay: 'Go on',
  leave: 'Leave',
  offline: 'The line is down; please try again later.',
  failed: 'That did not work',
  'enrol-title': 'Enrol this machine',
  'enrol-hint': 'Type in the 12 digits made in the staff view',
  enrol: 'Enrol',
  hotline: 'Hotline 95598',
  'waiting-reports': '{count} to report',
  simulator: 'Device simulator',
  'change-box': 'Change box',
  'go-offline': 'Cut the line',
  'go-online': 'Line back',
};

export type TextKey = keyof typeof zh;
export type Language = 'zh' | 'en';

let language: Language = 'zh';
export const spoken = () => language;
/** Everybody begins in Chinese; whoever comes next does so again. */
export function speak(next: Language): void {
  language = next;
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
  document.title = t('title');
}

export function t(key: TextKey, params: Record<string, string | number> = {}): string {
  const text = (language === 'zh' ? zh : en)[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** "¥1,234.56" */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `¥${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`;
}
