/** Words of courtesy (谢谢, 好的, bye): they ask for nothing, so nobody owes an answer to them. Pure. */

/** As people type them, without marks and spaces, in small letters. What is not here is taken for a matter. */
const courtesies: ReadonlySet<string> = new Set([
  '谢谢',
  '谢谢你',
  '谢谢您',
  '多谢',
  '感谢',
  '非常感谢',
  '谢谢啦',
  '谢谢了',
  '辛苦了',
  '麻烦了',
  '麻烦您了',
  '好',
  '好的',
  '好吧',
  '好嘞',
  '好的好的',
  '嗯',
  '嗯嗯',
  '行',
  '可以',
  '知道了',
  '明白',
  '明白了',
  '了解',
  '了解了',
  '收到',
  '没事了',
  '没有了',
  '来电了',
  '已来电',
  '已经来电了',
  '有电了',
  '恢复了',
  '已恢复',
  '已经恢复了',
  '修好了',
  '已修好',
  '谢谢师傅',
  '师傅辛苦了',
  '再见',
  '拜拜',
  '88',
  'ok',
  'okay',
  'thanks',
  'thankyou',
  'thanksalot',
  'thankyouverymuch',
  'gotit',
  'bye',
  'goodbye',
]);

const asks = /[?？]/u;

/** Whether nothing but courtesies was said; a question, a picture or a sign alone is none. */
export function isCourtesy(text: string): boolean {
  if (asks.test(text)) return false;
  const said = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}\s]+|[\r\n]+/u)
    .map(part => part.replace(/\s+/gu, ''))
    .filter(part => part !== '');
  return said.length > 0 && said.every(part => courtesies.has(part) || hasOnly(part));
}

/** Two courtesies may stand side by side without a mark between them: 好的谢谢. */
function hasOnly(part: string): boolean {
  for (let cut = 1; cut < part.length; cut += 1)
    if (courtesies.has(part.slice(0, cut)) && courtesies.has(part.slice(cut))) return true;
  return false;
}
