import { expect, it } from '@jest/globals';
import { kindOfWords } from './kind-of-words.ts';

it.each([
  ['家里没电了，请派人来修，感谢！', 'repair'],
  ['建议你们快点来，还停着电', 'repair'],
  ['我家停电两个小时了，麻烦处理，感谢您', 'repair'],
  ['没电了，什么时候能来吗？', 'repair'],
  ['请问明天停电吗', 'enquiry'],
  ['昨天停电了吗', 'enquiry'],
  ['我家停电了，请问什么时候来电？', 'repair'],
  ['家里断电了，能派人来吗', 'repair'],
  ['家里没有电了', 'repair'],
  ['There is an outage, when will it be fixed?', 'repair'],
  ['一直没有电子发票，请问怎么开', 'enquiry'],
  ['没有电费账单', 'enquiry'],
  ['你们没电话通知我', 'enquiry'],
  ['想问停电通知在哪里看？', 'enquiry'],
  ['建议停电通知提前三天发', 'suggestion'],
  ['感谢你们的抄表员冒雨服务，特此表扬', 'praise'],
  ['表扬一下窗口的工作人员', 'praise'],
  ['麻烦告知峰谷电价怎么办理，感谢', 'enquiry'],
  ['我要举报有人收红包', 'misconduct'],
  ['投诉：停电也不通知', 'complaint'],
])('%s is %s', (words, kind) => {
  expect(kindOfWords(words).kind).toBe(kind);
});
