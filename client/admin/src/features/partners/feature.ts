import { defineFeature } from '../../app/feature.ts';
import { readKeysWaiting, readTermsWaiting, readTopUpsWaiting } from './waiting.ts';

export const partners = defineFeature({
  places: [
    {
      group: 'collecting',
      to: '/partners',
      name: { zh: '代收合作方', en: 'Partners' },
      icon: 'building',
      needs: 'GET /staff/partners',
      key: 'w',
    },
  ],
  pages: [
    { path: 'partners', needs: 'GET /staff/partners', load: () => import('./partners-page.tsx') },
    { path: 'partners/:code', needs: 'GET /staff/partners/:code', load: () => import('./partner-page.tsx') },
  ],
  waiting: [
    {
      name: { zh: '预存款待复核', en: 'Top-ups to approve' },
      to: '/partners',
      needs: 'POST /staff/partner-top-ups/:topUpId/decision',
      read: readTopUpsWaiting,
    },
    {
      name: { zh: '手续费率待复核', en: 'Commissions to decide' },
      to: '/partners',
      needs: 'POST /staff/partners/:code/terms/:termsId/decision',
      read: readTermsWaiting,
    },
    {
      name: { zh: '合作方密钥待复核', en: 'Partner keys to confirm' },
      to: '/partners',
      needs: 'POST /staff/partners/:code/keys/:keyId/confirmation',
      read: readKeysWaiting,
    },
  ],
  words: {
    zh: {
      'audit-action.partner.create': '登记合作方',
      'audit-action.partner.change': '变更合作方',
      'audit-action.partner.key-add': '新增合作方密钥',
      'audit-action.partner.key-confirm': '复核合作方密钥',
      'audit-action.partner.key-end': '停用合作方密钥',
      'audit-action.partner.terminal': '变更代收终端',
      'audit-action.partner.terms-propose': '提出代收手续费率',
      'audit-action.partner.terms-decide': '复核代收手续费率',
      'audit-action.partner.top-up-request': '登记代收点预存',
      'audit-action.partner.top-up-decide': '复核代收点预存',
    },
    en: {
      'audit-action.partner.create': 'Partner admitted',
      'audit-action.partner.change': 'Partner changed',
      'audit-action.partner.key-add': 'Partner key added',
      'audit-action.partner.key-confirm': 'Partner key confirmed',
      'audit-action.partner.key-end': 'Partner key ended',
      'audit-action.partner.terminal': 'Collection point changed',
      'audit-action.partner.terms-propose': 'Commission proposed',
      'audit-action.partner.terms-decide': 'Commission decided',
      'audit-action.partner.top-up-request': 'Top-up entered',
      'audit-action.partner.top-up-decide': 'Top-up decided',
    },
  },
});
