import { describe, expect, it } from '@jest/globals';
import { byUrgency, definitionOf, eventNames } from './catalogue.ts';
import { texts } from './texts.ts';

/** The names a text may use: those of the parameters without the ending that says what they are. */
const namesOf = (params: object) =>
  Object.keys(params).flatMap(name => [
    name.replace(/(Fen|Zh|En)$/, ''),
    ...(/No$/.test(name) ? [name.replace(/No$/, 'Tail')] : []),
  ]);
const used = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]);

describe('the catalogue', () => {
  it('has an urgency for every event', () => {
    expect([...byUrgency].sort()).toEqual([...eventNames].sort());
  });

  it('words each grade of a reminder in its own way, in both languages and by every way', () => {
    const grades = ['dunning-reminder', 'dunning-reminder-second', 'dunning-reminder-last'] as const;
    for (const language of ['zh', 'en'] as const)
      for (const part of ['title', 'body', 'sms'] as const)
        expect(new Set(grades.map(grade => texts[grade][language][part])).size).toBe(3);
  });

  it.each(eventNames)('%s names only values it has, in both languages', event => {
    const known = namesOf(definitionOf(event).sample);
    for (const language of ['zh', 'en'] as const) {
      const { title, body, sms } = texts[event][language];
      expect([...used(title), ...used(body), ...used(sms)].filter(name => !known.includes(name!))).toEqual(
        [],
      );
      expect([...title].length).toBeLessThanOrEqual(20);
    }
    const { title, body, sms } = texts[event].zh;
    expect(`${title} ${body} ${sms}`).not.toMatch(/\p{Script=Han}[,;:?!(]|[,;:?!(]\p{Script=Han}/u);
    expect(definitionOf(event).card.filter(name => !known.includes(name))).toEqual([]);
  });
});
