import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { signedIn } from '../../../test/signed-in';
import { PhoneCode } from './phone-code';

function Asking() {
  const [phone, setPhone] = useState('13800000001');
  return (
    <>
      <input aria-label="phone" value={phone} onChange={({ target }) => setPhone(target.value)} />
      <PhoneCode request={{ purpose: 'sign-in', phone }} ready code="" onCode={() => {}} />
    </>
  );
}

test('a phone put right after a code went to the wrong one is sent its own at once', async () => {
  signedIn({
    'POST /sms-codes': ({ data }) => ({
      body: { sentTo: (data as { phone: string }).phone, expiresInSeconds: 300, resendInSeconds: 60 },
    }),
  });
  render(<Asking />);
  const button = (name: RegExp) => screen.findByRole('button', { name }) as Promise<HTMLButtonElement>;
  fireEvent.click(await button(/发送验证码/));
  expect(await screen.findByText(/13800000001/)).toBeTruthy();
  expect((await button(/60/)).disabled).toBe(true);
  // What follows is typed here; the button can hold the focus no longer.
  expect(document.activeElement).toBe(screen.getByLabelText('短信验证码'));
  fireEvent.change(screen.getByLabelText('phone'), { target: { value: '13800000002' } });
  expect(screen.queryByText(/13800000001/)).toBeNull();
  const again = await button(/发送验证码/);
  expect(again.disabled).toBe(false);
  fireEvent.click(again);
  expect(await screen.findByText(/13800000002/)).toBeTruthy();
});
