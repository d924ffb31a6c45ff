import { fireEvent, render, screen } from '@testing-library/react';
import { endSession } from '@/state/session';
import { phone } from '../../../../test/taro';
import WebCasePage from './index';

const refusal = { error: 'wrong-code', message: '验证码不对或已过期', details: [], requestId: 'req-6' };

/** Nobody is signed in. The code 000000 is not the one that was sent. */
function opened() {
  phone.reset();
  endSession();
  phone.answer = ({ path, data }) => {
    if (path === '/sms-codes')
      return { body: { sentTo: '138****0001', expiresInSeconds: 300, resendInSeconds: 60 } };
    return (data as { code: string }).code === '000000'
      ? { status: 401, body: refusal }
      : { body: { caseNo: 'SR2026112900000007', promisedAt: '2026-12-04T02:00:00.000Z' } };
  };
  render(<WebCasePage />);
}
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const send = () => screen.getByRole('button', { name: '提交' }) as HTMLButtonElement;

test('without an account: what happened, a telephone and its code, and a number to write down', async () => {
  opened();
  fireEvent.click(screen.getByRole('radio', { name: '投诉' }));
  fireEvent.click(screen.getByRole('radio', { name: '电压质量' }));
  type('请说明情况', '  晚上灯一直闪  ');
  type('手机号', '13800000001');
  fireEvent.click(screen.getByRole('button', { name: '发送验证码' }));
  await screen.findByText('验证码已发送到 138****0001');
  expect(phone.asked.at(-1)?.data).toEqual({ purpose: 'web-case', phone: '13800000001' });
  expect(send().disabled).toBe(true);
  type('短信验证码', '123456');
  fireEvent.click(send());
  expect(await screen.findByText('SR2026112900000007')).toBeTruthy();
  expect(screen.getByText('2026年12月4日 10:00')).toBeTruthy();
  // What was left empty is not sent as an empty text.
  expect(phone.asked.at(-1)?.data).toEqual({
    kind: 'complaint',
    complaintClass: 'quality',
    words: '晚上灯一直闪',
    phone: '13800000001',
    code: '123456',
  });
});

test('after a wrong code everything that was written still stands', async () => {
  opened();
  type('请说明情况', '家里没有电了');
  type('地点（可不填）', '昆嵛路12号楼');
  type('手机号', '13800000001');
  type('短信验证码', '000000');
  fireEvent.click(send());
  expect(await screen.findByText('验证码不对或已过期')).toBeTruthy();
  expect((screen.getByLabelText('请说明情况') as HTMLTextAreaElement).value).toBe('家里没有电了');
  type('短信验证码', '123456');
  fireEvent.click(send());
  expect(await screen.findByText('已收到您的诉求')).toBeTruthy();
});
