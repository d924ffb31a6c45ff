/** Every page is loaded when it is first opened. */
import { createBrowserRouter, type RouteObject } from 'react-router-dom';
import type { FeaturePage } from './feature.ts';
import { features } from './features.ts';
import { Frame } from './frame.tsx';
import { Guarded } from './guarded.tsx';
import { RouteFailure } from './route-failure.tsx';

function routeOf({ path, needs, load, panels = [] }: FeaturePage): RouteObject {
  return {
    path,
    lazy: async () => {
      const { Page } = await load();
      return {
        element: (
          <Guarded permission={needs}>
            <Page />
          </Guarded>
        ),
      };
    },
    children: panels.map(panel => ({
      path: panel.path,
      lazy: async () => ({ Component: (await panel.load()).Panel }),
    })),
  };
}

export const router = createBrowserRouter(
  [
    {
      element: <Frame />,
      errorElement: <RouteFailure />,
      hydrateFallbackElement: <div />,
      children: [
        { index: true, lazy: async () => ({ Component: (await import('./home.tsx')).Page }) },
        ...features.flatMap(feature => feature.pages).map(routeOf),
        { path: '*', lazy: async () => ({ Component: (await import('./not-found.tsx')).NotFound }) },
      ],
    },
  ],
  { basename: '/admin' },
);
