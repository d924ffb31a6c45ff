import { defineFeature } from '../../app/feature.ts';

export const connectedSystems = defineFeature({
  places: [
    {
      group: 'control',
      to: '/connected-systems',
      name: { zh: '接入系统', en: 'Connected systems' },
      icon: 'plug',
      needs: 'GET /staff/connected-systems',
    },
  ],
  pages: [
    {
      path: 'connected-systems',
      needs: 'GET /staff/connected-systems',
      load: () => import('./connected-systems-page.tsx'),
    },
  ],
  words: {
    zh: {
      'audit-action.connected-system.add': '登记接入系统',
      'audit-action.connected-system.change': '变更接入系统',
      'audit-action.connected-system.key-add': '生成接入密钥',
      'audit-action.connected-system.key-end': '停用接入密钥',
      'audit-action.connected-system.refuse': '拒绝接入系统',
    },
    en: {
      'audit-action.connected-system.add': 'System connected',
      'audit-action.connected-system.change': 'Connected system changed',
      'audit-action.connected-system.key-add': 'System key made',
      'audit-action.connected-system.key-end': 'System key ended',
      'audit-action.connected-system.refuse': 'Connected system refused',
    },
  },
});
