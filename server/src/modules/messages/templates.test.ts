import { describe, expect, it } from '@jest/globals';
import { segmentsOf } from './sms-segments.ts';
import { parametersOf, type TemplateName, templates } from './templates.ts';

describe('text messages', () => {
  it.each(Object.keys(templates) as TemplateName[])(
    '%s needs the same parameters in Chinese and English',
    name => {
      const english = [...templates[name].en.matchAll(/\{(\w+)\}/g)].map(match => match[1]!);
      expect(english.sort()).toEqual(parametersOf(name).sort());
    },
  );

  it.each(['sms-use', 'sms-use-days'] as const)(
    '%s is charged as one message, however much was used',
    name => {
      const most: Record<string, string> = {
        accountTail: '0018',
        asOf: '11月30日',
        energy: '1234.56',
        days: '99',
        month: '11月',
        forecast: '¥1,234.56',
      };
      const sms = templates[name].zh.replace(/\{(\w+)\}/g, (_, key: string) => most[key]!);
      // The provider puts its signature before it, four characters.
      expect(segmentsOf(`【电厅】${sms}`)).toBe(1);
    },
  );
});
