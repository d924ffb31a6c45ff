/**
 * What can go wrong with money on its way to us, whichever way it comes. Each channel's row in `table.ts` says of every
 * case here that it is required, or why it cannot happen there; `play-channels.ts` plays what is required.
 */
export const cases = {
  // Every way to pay
  success: { zh: '缴费成功，入账一次，有收据', en: 'paid, booked once, with a receipt' },
  decline: { zh: '被拒后账单仍欠，可再缴', en: 'declined: the bill is still owed and can be paid anew' },
  unknown: {
    zh: '应答丢失为未知，查询后只入账一次（刷卡按规则冲正，不入账）',
    en: 'a lost answer is unknown, and asking books it once (a card is reversed, as its rules want, and books nothing)',
  },
  repeat: { zh: '同一消息重复到达只入账一次', en: 'the same message again books nothing more' },
  concurrent: {
    zh: '同一消息同时到达只入账一次',
    en: 'the same message at the same moment, many times, is booked once',
  },
  forged: { zh: '伪造的消息被拒，不入账', en: 'a forged message is refused and books nothing' },
  'wrong-amount': {
    zh: '金额与订单或报价不符，不按其入账',
    en: 'a sum other than was ordered or quoted is not booked from the message',
  },
  unreadable: {
    zh: '签名正确但读不懂的消息：留存、应答、转人工',
    en: 'proved, and not to be read: kept, answered as the protocol wants, queued for staff',
  },
  'wrong-party': { zh: '商户、机构或设备不符被拒', en: 'another merchant, partner or device is refused' },
  'paid-elsewhere': {
    zh: '账单已在别处缴清：拒收（钱未动，或由微信生活缴费按应答退回），或转余额',
    en: 'the bill was paid elsewhere: refused (before its money changed hands, or, at WeChat’s bill platform, by an answer upon which WeChat gives it back), or booked as balance',
  },
  'give-back': {
    zh: '退款或冲正后账单恢复欠费',
    en: 'given back (refund, void, reversal): the bill is owed again',
  },
  'give-back-once': {
    zh: '重复或并发退回不超额',
    en: 'giving back twice or at once never exceeds what came',
  },
  'give-back-unknown': {
    zh: '退款应答丢失，重发后只退一次',
    en: 'a refund whose answer was lost is asked for again, and gives back once',
  },
  midnight: {
    zh: '跨日切的交易记入正确的清算日',
    en: 'a trade on the other side of midnight stands on its own clearing day',
  },
  file: { zh: '能在对账文件中找到并相符', en: 'found again, to the fen, in a file from outside' },
  killed: {
    zh: '在两步之间被切断，之后只入账一次',
    en: 'cut off between two steps, it is booked once by whoever comes next',
  },
  // Gateways that notify us
  'notified-first': {
    zh: '通知先于下单应答到达',
    en: 'the notification comes before the answer to the order',
  },
  reordered: { zh: '通知乱序到达', en: 'notifications overtake each other' },
  'late-success': { zh: '关单后付款成功', en: 'success after the order was closed' },
  'unknown-key': {
    zh: '未知证书或密钥序号',
    en: 'an unknown certificate or key serial is refused until it is known',
  },
  // Whoever collects for us
  'unseen-reversal': {
    zh: '冲正未到达的交易成功，并拦截迟到的缴费',
    en: 'the reversal of a payment never seen succeeds and blocks its late arrival',
  },
  'other-day-reversal': { zh: '隔日冲正被拒', en: 'a reversal on another clearing day is refused' },
  'same-answer': { zh: '重复请求得到完全相同的应答', en: 'a repeat gets the same answer, byte for byte' },
  limits: { zh: '超出限额或备付金被拒', en: 'above the limit or the prefund it is refused' },
  garbage: {
    zh: '截断、错码、超长的报文得到协议规定的错误',
    en: 'truncated, mis-encoded or absurdly long messages get the protocol’s own error',
  },
  // Files out and in
  locked: {
    zh: '代扣在途时其他渠道不能缴同一账单',
    en: 'while a batch is out, nobody else may start to pay its bills',
  },
  'altered-file': { zh: '被改动的回盘文件整体拒收', en: 'an altered result file is refused whole' },
  unlocks: { zh: '结果或超时后解锁', en: 'a result or its expiry unlocks the bill' },
  // Secrets a person types
  guessing: { zh: '猜测密码或验证码会被锁定', en: 'guessing a PIN or a code locks the guesser out' },
  expired: { zh: '过期不没收', en: 'what is past its date is not confiscated' },
  stranger: {
    zh: '未绑定的手机或未登记的设备无效',
    en: 'a phone not bound, or a device not enrolled, can do nothing',
  },
  // Cash
  'count-differs': { zh: '清点长短款入账并说明', en: 'a count that differs is booked and explained' },
} as const;

export type CaseId = keyof typeof cases;
export const caseIds = Object.keys(cases) as CaseId[];
