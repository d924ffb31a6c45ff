import { pages } from './pages';

test('every page of the app has a name, and every name is a page', () => {
  const globals = globalThis as { defineAppConfig?: unknown };
  globals.defineAppConfig = (config: unknown) => config;
  const { default: app } = jest.requireActual('../app.config') as {
    default: { pages: string[]; subPackages: { root: string; pages: string[] }[] };
  };
  const all = [
    ...app.pages,
    ...app.subPackages.flatMap(({ root, pages: own }) => own.map(page => `${root}/${page}`)),
  ];
  expect(Object.values(pages).sort()).toEqual([...all].sort());
});
