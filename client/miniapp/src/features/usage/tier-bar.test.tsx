import { render, screen } from '@testing-library/react';
import { TierBar } from './tier-bar';

test.each([
  [['2520.00'], '第 1 档至 2,520 度'],
  [['2520.00', '4800.00'], '第 1 档至 2,520 度，第 2 档至 4,800 度'],
  [['2160.00', '3120.00', '4800.00'], '第 1 档至 2,160 度，第 2 档至 3,120 度，第 3 档至 4,800 度'],
])('limits %j are all marked and named', (limits, named) => {
  const { container } = render(<TierBar used="1260.00" usedBefore="0.00" limits={limits} tier={1} />);
  expect(screen.getByText(named)).toBeTruthy();
  const marks = [...container.querySelectorAll<HTMLElement>('.tier__limit')].map(({ style }) =>
    Number.parseFloat(style.left),
  );
  const used = Number.parseFloat(container.querySelector<HTMLElement>('.tier__used')!.style.width);
  expect(marks).toHaveLength(limits.length);
  // Each mark stands where its limit is on the same scale as what was used, and none at the end of the bar.
  limits.forEach((limit, index) => {
    expect(marks[index]! / used).toBeCloseTo(Number(limit) / 1260, 3);
    expect(marks[index]).toBeLessThan(100);
  });
});
