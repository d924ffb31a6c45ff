import { describe, expect, it } from '@jest/globals';
import { parametersOf, type TemplateName, templates } from './templates.ts';

describe('text messages', () => {
  it.each(Object.keys(templates) as TemplateName[])(
    '%s needs the same parameters in Chinese and English',
    name => {
      const english = [...templates[name].en.matchAll(/\{(\w+)\}/g)].map(match => match[1]!);
      expect(english.sort()).toEqual(parametersOf(name).sort());
    },
  );
});
