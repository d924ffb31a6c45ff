import { fireEvent, render, screen } from '@testing-library/react';
import { household } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone } from '../../../../test/taro';
import SayPage from './index';

test('words changed after a lost answer go with a key of their own; the same words keep theirs', async () => {
  const sent: Asked[] = [];
  signedIn({
    'GET /households': { body: { households: [household] } },
    'POST /cases': asked => {
      sent.push(asked);
      return sent.length < 3 ? 'no answer' : { status: 201, body: { caseNo: 'GD1' } };
    },
  });
  phone.params = { kind: 'opinion' };
  render(<SayPage />);
  const say = (words: string) => {
    fireEvent.change(screen.getByLabelText('请说明情况'), { target: { value: words } });
    fireEvent.click(screen.getByRole('button', { name: '提交' }));
  };
  const answered = async (times: number) => {
    await screen.findByRole('button', { name: '提交' });
    expect(sent).toHaveLength(times);
  };
  await screen.findByText('关于哪一户');
  say('楼道的电表箱门关不上');
  await answered(1);
  say('楼道的电表箱门关不上');
  await answered(2);
  say('楼道的电表箱门关不上，有两周了');
  await answered(3);
  const [first, again, changed] = sent.map(({ header }) => header['Idempotency-Key']);
  expect(again).toBe(first);
  expect(changed).not.toBe(first);
});
