import { say, type TextKey, texts } from './texts';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
const keys = Object.keys(texts.zh) as TextKey[];

test('every text stands in Chinese and in English, with the same things filled in', () => {
  expect(Object.keys(texts.en).sort()).toEqual([...keys].sort());
  for (const key of keys) {
    expect(texts.en[key].trim()).not.toBe('');
    expect({ key, names: placeholders(texts.en[key]) }).toEqual({ key, names: placeholders(texts.zh[key]) });
  }
});

test('no English text is left in Chinese, and Chinese sentences use Chinese punctuation', () => {
  for (const key of keys) {
    expect(texts.en[key].replace('“户号”', '')).not.toMatch(/\p{Script=Han}/u);
    expect({ key, text: texts.zh[key] }).not.toEqual({
      key,
      text: expect.stringMatching(/\p{Script=Han}[,;?!]/u),
    });
  }
});

test('values are filled in where they belong', () => {
  expect(say('zh', 'home.due', { day: '2026年11月30日' })).toBe('请在 2026年11月30日前缴费');
  expect(say('en', 'code.wait', { seconds: 9 })).toBe('Again in 9 s');
});
