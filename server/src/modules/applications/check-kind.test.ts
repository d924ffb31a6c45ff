import { describe, expect, it } from '@jest/globals';
import { checkKind } from './check-kind.ts';
import type { KindSource } from './kind.ts';
import { checkShipped } from './kind-book.ts';
import { shippedKinds } from './kinds/index.ts';

const copy = (code: string) => structuredClone(shippedKinds.find(kind => kind.code === code)!) as KindSource;
const holesOf = (kind: unknown) => checkKind(kind).holes.map(({ at, what }) => `${at}: ${what}`);
const stepOf = (kind: KindSource, code: string) => kind.steps.find(step => step.code === code)!;

describe('the kinds that come with the hall', () => {
  it.each(shippedKinds.map(kind => [kind.code, kind] as const))('%s has no hole', (_, kind) => {
    expect(holesOf(kind)).toEqual([]);
  });

  it('are all that the field knows', () => {
    expect(shippedKinds.map(({ code }) => code).sort()).toEqual(
      [
        'new-residential',
        'new-commercial-low',
        'new-high-single',
        'new-high-dual',
        'capacity-increase',
        'capacity-decrease',
        'holder-change',
        'holder-change-organisation',
        'details-change',
        'time-of-use',
        'large-household',
        'meter-test',
        'meter-move',
        'temporary-supply',
        'temporary-extension',
        'temporary-ending',
        'supply-suspension',
        'supply-reinstatement',
        'account-closing',
        'charging-pile',
      ].sort(),
    );
  });

  // T3 and T4 of the commitments.
  it.each([
    ['new-residential', 5],
    ['new-commercial-low', 6],
    ['new-high-single', 22],
    ['new-high-dual', 32],
    ['meter-test', 5],
  ])('%s takes at most %i working days', (code, days) => {
    expect(copy(code).limit.workingDays).toBe(days);
  });
});

describe('a hole is named', () => {
  const spoiled: [string, string, (kind: KindSource) => void][] = [
    [
      'a move to nowhere',
      'steps.acceptance.moves.accept: there is no step nowhere',
      kind => {
        stepOf(kind, 'acceptance').moves[0]!.to = 'nowhere';
      },
    ],
    [
      'a step nobody comes to',
      'steps.survey: no way leads there',
      kind => {
        stepOf(kind, 'acceptance').moves[0]!.to = 'contract';
      },
    ],
    [
      'a circle',
      'steps.activation: never comes to an end',
      kind => {
        stepOf(kind, 'activation').moves = [
          { code: 'again', name: { zh: '再来', en: 'Again' }, to: 'metering' },
        ];
      },
    ],
    [
      'a limit its steps exceed',
      'limit.workingDays: the steps take 5 working days together',
      kind => {
        kind.limit.workingDays = 4;
      },
    ],
    [
      'a step without a limit',
      'steps.survey: has no time limit',
      kind => {
        stepOf(kind, 'survey').workingDays = 0;
      },
    ],
    [
      'a clock that runs against the customer',
      'steps.contract: the clock stands while the customer is to act: its days are 0',
      kind => {
        stepOf(kind, 'contract').workingDays = 1;
      },
    ],
    [
      'a paper nobody looks at',
      'papers.property: survey is no step in which papers are looked at',
      kind => {
        kind.papers.find(({ code }) => code === 'property')!.by = 'survey';
      },
    ],
    [
      'no certificate to begin with',
      'papers: no certificate is enough to hand in',
      kind => {
        for (const paper of kind.papers) paper.certificate = false;
      },
    ],
    [
      'an account nobody can be asked about',
      "steps.activation.moves.power-on: open-account needs the form's applicant",
      kind => {
        kind.fields = kind.fields.filter(({ code }) => code !== 'applicant');
      },
    ],
    [
      'a field twice',
      'fields.phone: stands there twice',
      kind => {
        kind.fields.push(kind.fields.find(({ code }) => code === 'phone')!);
      },
    ],
    [
      'a fee with no step to pay it in',
      'fees.connection: metering is no step in which fees are paid',
      kind => {
        kind.fees = [
          {
            code: 'connection',
            name: { zh: '接入费', en: 'Connection' },
            step: 'metering',
            how: 'fixed',
            fen: 100,
            source: '测试',
          },
        ];
      },
    ],
  ];
  it('a fee for whoever takes over, who has no account yet', () => {
    const kind = copy('holder-change');
    kind.fees = [
      {
        code: 'work',
        name: { zh: '工本费', en: 'Fee' },
        step: kind.start,
        how: 'fixed',
        fen: 100,
        source: '测试',
      },
    ];
    expect(holesOf(kind)).toContain('fees: whoever takes over has no account yet that could owe them');
  });

  it('a fee that staff have to set, and that a customer comes to by themselves', () => {
    const kind = copy('meter-move');
    const confirm = { ...stepOf(kind, 'fees'), code: 'built', type: 'confirm' as const };
    confirm.moves = [{ code: 'ready', name: { zh: '完工', en: 'Ready' }, to: 'fees' }];
    kind.steps.push(confirm);
    stepOf(kind, 'survey').moves[0]!.to = 'built';
    expect(holesOf(kind)).toEqual([
      'steps.built.moves.ready: leads from the customer to a fee that staff have to set first',
    ]);
  });

  it('a day that is waited for, or watched, and that nobody is asked for', () => {
    const pause = copy('supply-suspension');
    pause.fields = pause.fields.filter(({ code }) => code !== 'from');
    expect(holesOf(pause)).toContain('steps.day.field: waits for a day that the form does not ask');
    const temporary = copy('temporary-supply');
    temporary.fields.find(({ code }) => code === 'until')!.mayFollow = true;
    expect(holesOf(temporary)).toContain('temporary.until: ends on a day that the form does not ask');
  });

  it('a temporary supply that nothing would end', () => {
    expect(() => checkShipped([copy('temporary-supply'), copy('account-closing')])).toThrow(
      'kind temporary-supply.temporary.ending: there is no kind temporary-ending that the hall opens and that closes an account',
    );
  });

  it.each(spoiled)('%s', (_, hole, spoil) => {
    const kind = copy('new-residential');
    spoil(kind);
    expect(holesOf(kind)).toContain(hole);
  });

  it('before the hall starts, with the kind it is in', () => {
    const kind = copy('new-residential');
    stepOf(kind, 'acceptance').moves[0]!.to = 'nowhere';
    expect(() => checkShipped([copy('meter-test'), kind])).toThrow(
      'kind new-residential, steps.acceptance.moves.accept: there is no step nowhere',
    );
  });

  it('by its place, when the form itself is wrong', () => {
    const { steps: _, ...rest } = copy('new-residential');
    expect(holesOf(rest)[0]).toMatch(/^steps: /);
  });
});
