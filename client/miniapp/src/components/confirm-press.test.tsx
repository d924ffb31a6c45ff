import { fireEvent, render, screen } from '@testing-library/react';
import { ConfirmPress } from './confirm-press';

test('the question is read out, the focus stays with who asked, and nothing is done before the second press', () => {
  const done = jest.fn();
  render(<ConfirmPress name="解绑" sure="解绑后看不到这一户的账单。" onConfirm={done} />);
  fireEvent.click(screen.getByRole('button', { name: '解绑' }));
  expect(screen.getByRole('alert').textContent).toBe('解绑后看不到这一户的账单。');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: '解绑' }));
  expect(done).not.toHaveBeenCalled();
  fireEvent.click(document.activeElement!);
  expect(done).toHaveBeenCalledTimes(1);
});
