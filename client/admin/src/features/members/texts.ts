import { defineTexts } from '../../i18n/index.tsx';

export const texts = defineTexts(
  {
    'sessions.title': '正在登录',
    'sessions.hint': '闲置半小时自动退出；丢失设备时可在此结束登录。',
    'sessions.who': '员工',
    'sessions.since': '登录时间',
    'sessions.until': '闲置至',
    'sessions.where': '地址',
    'sessions.browser': '浏览器',
    'sessions.current': '当前',
    'sessions.end': '结束',
    'sessions.ended': '已结束该登录',
    'sessions.confirm': '结束 {name} 的这次登录？',
    'members.tab': '员工',
  },
  {
    'sessions.title': 'Signed in now',
    'sessions.hint': 'Ends by itself after half an hour without use; end it here when a device is lost.',
    'sessions.who': 'Member',
    'sessions.since': 'Signed in',
    'sessions.until': 'Ends if idle',
    'sessions.where': 'Address',
    'sessions.browser': 'Browser',
    'sessions.current': 'this one',
    'sessions.end': 'End',
    'sessions.ended': 'Session ended',
    'sessions.confirm': 'End this session of {name}?',
    'members.tab': 'Members',
  },
);
