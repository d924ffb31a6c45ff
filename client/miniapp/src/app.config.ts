const packages = {
  account: ['sign-in/index', 'me/index', 'privacy/index', 'help/index'],
  household: ['list/index', 'bind/index', 'prove/index', 'people/index'],
  bill: ['list/index', 'detail/index'],
  usage: ['history/index', 'plans/index', 'large/index'],
  alert: ['settings/index'],
  tariff: ['book/index'],
  message: ['list/index', 'settings/index'],
  outage: ['list/index', 'detail/index', 'proposals/index'],
  disclosure: ['list/index', 'detail/index'],
  apply: ['list/index', 'kinds/index', 'kind/index', 'form/index', 'case/index', 'follow/index'],
  service: [
    'cases/index',
    'case/index',
    'say/index',
    'chat/index',
    'asked/index',
    'survey/index',
    'stars/index',
    'suggestions/index',
    'reports/index',
    'rate/index',
    'web/index',
  ],
  pay: [
    'checkout/index',
    'result/index',
    'history/index',
    'receipt/index',
    'invoices/index',
    'claims/index',
    'auto-pay/index',
    'mandate/index',
    'card/index',
    'link/index',
  ],
};

/** Only WeChat reads a theme file; the others get the light colours and the pages set the rest themselves. */
const onWechat = process.env.TARO_ENV === 'weapp';

export default defineAppConfig({
  pages: ['pages/home/index'],
  subPackages: Object.entries(packages).map(([name, pages]) => ({ root: `packages/${name}`, pages })),
  ...(onWechat
    ? {
        darkmode: true,
        themeLocation: 'theme.json',
        lazyCodeLoading: 'requiredComponents',
        requiredPrivateInfos: ['chooseLocation'],
      }
    : {}),
  // Taro slides H5 pages in from the right: waiting there, they make a phone's browser lay the page out twice as wide.
  ...(process.env.TARO_ENV === 'h5' ? { animation: false } : {}),
  window: {
    navigationBarTitleText: '电厅',
    navigationBarBackgroundColor: onWechat ? '@navigation' : '#F4F6F5',
    navigationBarTextStyle: (onWechat ? '@navigationText' : 'black') as 'black',
    backgroundColor: onWechat ? '@background' : '#F4F6F5',
  },
});
