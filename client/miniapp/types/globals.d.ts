/// <reference types="@tarojs/taro" />
declare module '*.scss';

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'alipay' | 'h5';
  }
}

/** Where the hall's server is; empty on H5 (same origin). Set when building, see `config/index.ts`. */
declare const API_BASE: string;
