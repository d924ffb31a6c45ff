import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { accountNo, household } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone, type Reply } from '../../../../test/taro';
import ProvePage from './index';

const preview = {
  accountNo,
  nameMasked: '王**',
  addressMasked: '威海市****12号楼',
  phoneHint: null,
  ownPhone: false,
  acceptedFacts: ['phone', 'identityNoTail', 'contractNo'],
};

function found(reply: Reply = { body: household }) {
  const proofs: Asked['data'][] = [];
  signedIn({
    [`GET /household-previews/${accountNo}`]: { body: preview },
    [`POST /households/${accountNo}/proof`]: ({ data }) => {
      proofs.push(data);
      return reply;
    },
  });
  phone.params = { accountNo };
  render(<ProvePage />);
  return proofs;
}
const prove = () => screen.getByRole('button', { name: '验证' }) as HTMLButtonElement;
const say = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

test('two facts prove a household, neither one nor three, and the page before is come back to', async () => {
  const proofs = found();
  expect(await screen.findByText('王**')).toBeTruthy();
  say('证件号后 6 位', '31002X');
  expect(prove().disabled).toBe(true);
  say('供用电合同号', 'HT123456789012');
  expect(prove().disabled).toBe(false);
  say('登记手机号', '13912345678');
  expect(prove().disabled).toBe(true);
  say('登记手机号', '');
  fireEvent.click(prove());
  await waitFor(() => expect(phone.went).toEqual(['navigateBack']));
  expect(proofs).toEqual([
    { proof: { kind: 'facts', identityNoTail: '31002X', contractNo: 'HT123456789012' } },
  ]);
});

test('facts that do not fit are refused in words, and what was typed stays', async () => {
  const problem = { error: 'proof-failed', message: '资料与登记不符', details: [], requestId: 'req-8' };
  found({ status: 422, body: problem });
  await screen.findByText('王**');
  say('证件号后 6 位', '31002X');
  say('供用电合同号', 'HT1');
  fireEvent.click(prove());
  expect(await screen.findByText('资料与登记不符')).toBeTruthy();
  expect((screen.getByLabelText('供用电合同号') as HTMLInputElement).value).toBe('HT1');
  expect(phone.went).toEqual([]);
});
