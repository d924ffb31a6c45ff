import { leastLeft } from './least-left';

const offer = (event: string, left: number, templateId = event) => ({ event, left, templateId });

test('three at most are asked for, those with the fewest messages left', () => {
  const offered = [offer('a', 2), offer('b', 0), offer('c', 1), offer('d', 5)];
  expect(leastLeft(offered).map(({ event }) => event)).toEqual(['b', 'c', 'a']);
});

test('a template is asked for once, however many events share it', () => {
  expect(leastLeft([offer('a', 1, 'T'), offer('b', 0, 'T')]).map(({ event }) => event)).toEqual(['b']);
});
