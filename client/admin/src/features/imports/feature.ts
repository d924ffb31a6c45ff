import { defineFeature } from '../../app/feature.ts';

export const imports = defineFeature({
  places: [
    {
      group: 'books',
      to: '/imports',
      name: { zh: '数据导入', en: 'Data imports' },
      icon: 'upload',
      needs: 'GET /staff/imports',
      key: 'i',
    },
  ],
  pages: [{ path: 'imports', needs: 'GET /staff/imports', load: () => import('./imports-page.tsx') }],
});
