import { expect, it } from '@jest/globals';
import { hasBlank, type MacroStep, startsOf } from './macro.ts';

const words = '已为您办理完毕';
const take: MacroStep = { act: 'take' };
const answer: MacroStep = { act: 'answer', outcome: 'solved', words };
const handOver: MacroStep = { act: 'hand-over', to: 'clerk2', words };
const note: MacroStep = { act: 'note', words };

it.each<[string, MacroStep[], string[]]>([
  ['taking and answering begins with a new case only', [take, answer], ['new']],
  ['answering twice leads nowhere', [answer, answer], []],
  [
    'a note goes with every state',
    [note],
    ['new', 'working', 'paused', 'answered', 'closed', 'withdrawn', 'merged'],
  ],
  ['after handing over a note is still written', [handOver, note], ['working', 'paused']],
  ['after handing over nothing more is answered', [handOver, answer], []],
])('%s', (_, steps, starts) => {
  expect(startsOf(steps)).toEqual(starts);
});

it('sees a blank however long', () => {
  expect(['____前', '需要__', '＿＿'].map(hasBlank)).toEqual([true, true, true]);
  expect(hasBlank('snake_case 已办')).toBe(false);
});
