/** What differs between a mini-program built for WeChat and one built for Alipay. */
export type Platform = 'weapp' | 'alipay';

export interface Dialect {
  /** The object the wallet puts into the global scope. */
  global: 'wx' | 'my';
  markup: string;
  style: string;
  /** The prefix of directives: `wx:if`, `a:for`. */
  prefix: string;
  script: { tag: string; source: string; name: string };
  /** The event an attribute handles: `bindtap` and `onTap` handle `tap`. */
  eventOf(attribute: string): string | undefined;
  /** Methods the wallet lets a mini-program send. */
  methods: readonly string[];
}

export const dialects: Record<Platform, Dialect> = {
  weapp: {
    global: 'wx',
    markup: '.wxml',
    style: '.wxss',
    prefix: 'wx:',
    script: { tag: 'wxs', source: 'src', name: 'module' },
    eventOf: attribute => /^(?:capture-|mut-)?(?:bind|catch):?([a-z]+)$/i.exec(attribute)?.[1]?.toLowerCase(),
    methods: ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT'],
  },
  alipay: {
    global: 'my',
    markup: '.axml',
    style: '.acss',
    prefix: 'a:',
    script: { tag: 'import-sjs', source: 'from', name: 'name' },
    eventOf: attribute => /^(?:capture-)?(?:on|catch)([A-Z]\w+)$/.exec(attribute)?.[1]?.toLowerCase(),
    methods: ['GET', 'POST', 'PUT', 'DELETE'],
  },
};
