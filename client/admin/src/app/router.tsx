/** Every page is loaded when it is first opened. */
import { createBrowserRouter, type RouteObject } from 'react-router-dom';
import { Frame } from './frame.tsx';
import { Guarded } from './guarded.tsx';
import { Home } from './home.tsx';
import type { Permission } from './permissions.ts';
import { RouteFailure } from './route-failure.tsx';

type Load = () => Promise<{ Page: () => React.ReactNode }>;

function page(path: string, permission: Permission, load: Load, children?: RouteObject[]): RouteObject {
  return {
    path,
    lazy: async () => {
      const { Page } = await load();
      return {
        element: (
          <Guarded permission={permission}>
            <Page />
          </Guarded>
        ),
      };
    },
    ...(children ? { children } : {}),
  } as RouteObject;
}

export const router = createBrowserRouter(
  [
    {
      element: <Frame />,
      errorElement: <RouteFailure />,
      hydrateFallbackElement: <div />,
      children: [
        { index: true, element: <Home /> },
        page('accounts', 'accounts.read', () => import('../features/accounts/accounts-page.tsx')),
        page(
          'accounts/:accountNo',
          'accounts.read',
          () => import('../features/accounts/account-file-page.tsx'),
        ),
        page('payments', 'payments.read', () => import('../features/payments/payments-page.tsx'), [
          {
            path: ':paymentNo',
            lazy: async () => ({
              Component: (await import('../features/payments/payment-panel.tsx')).PaymentPanel,
            }),
          },
        ]),
        page(
          'odd-payments',
          'odd-payments.read',
          () => import('../features/odd-payments/odd-payments-page.tsx'),
        ),
        page('ledger', 'ledger.read', () => import('../features/ledger/trial-balance-page.tsx')),
        page(
          'billing-runs',
          'billing-runs.read',
          () => import('../features/billing-runs/billing-runs-page.tsx'),
        ),
        page('audit', 'audit.read', () => import('../features/audit/audit-page.tsx')),
        page('members', 'members.read', () => import('../features/members/members-page.tsx')),
        { path: '*', lazy: async () => ({ Component: (await import('./not-found.tsx')).NotFound }) },
      ],
    },
  ],
  { basename: '/admin' },
);
