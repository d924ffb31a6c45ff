import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { Choice } from './choice';

function Colours({ first }: { first: string | null }) {
  const [value, setValue] = useState(first);
  const options = ['红', '黄', '蓝'].map(name => ({ value: name, name }));
  return <Choice label="颜色" options={options} value={value} onChange={setValue} />;
}

const chosen = () =>
  screen
    .getAllByRole('radio')
    .filter(each => each.getAttribute('aria-checked') === 'true')
    .map(each => each.textContent);

test('the arrows choose the next one and the one before, round the end, and the keyboard goes along', () => {
  render(<Colours first="黄" />);
  fireEvent.keyDown(screen.getByText('黄'), { key: 'ArrowRight' });
  expect(chosen()).toEqual(['蓝']);
  expect(document.activeElement).toBe(screen.getByText('蓝'));
  fireEvent.keyDown(screen.getByText('蓝'), { key: 'ArrowDown' });
  expect(chosen()).toEqual(['红']);
  fireEvent.keyDown(screen.getByText('红'), { key: 'ArrowLeft' });
  expect(chosen()).toEqual(['蓝']);
});

test('Tab comes to the chosen one only, and to the first where nothing is chosen', () => {
  const stops = () => screen.getAllByRole('radio').map(each => each.tabIndex);
  const { unmount } = render(<Colours first="黄" />);
  expect(stops()).toEqual([-1, 0, -1]);
  unmount();
  render(<Colours first={null} />);
  expect(stops()).toEqual([0, -1, -1]);
});
