import { act, render, screen } from '@testing-library/react';
import { Page } from '@/components/page';
import { Field } from '@/elements/elements';
import { phone } from '../../test/taro';

const titled = (title: string, focused = false) => (
  <Page title={title} open>
    <Field label="留言" value="" onChange={() => {}} focused={focused} />
  </Page>
);
const show = () =>
  act(() => {
    for (const shown of phone.shown) shown();
  });

test('a page that is come to is read out by its title; the first of a visit, and a field that waits, keep the focus', () => {
  phone.reset();
  const first = render(titled('账单'));
  expect(document.activeElement).toBe(document.body);
  first.unmount();
  const second = render(titled('用电情况'));
  expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: '用电情况' }));
  second.unmount();
  render(titled('客服', true));
  show();
  expect(document.activeElement).toBe(screen.getByLabelText('留言'));
});
