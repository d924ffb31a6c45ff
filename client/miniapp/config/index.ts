import { createRequire } from 'node:module';
import path from 'node:path';
import { defineConfig, type UserConfigExport } from '@tarojs/cli';

const defaultHall = 'https://hall.example.cn';

/** On H5 the hall's server serves the pages itself, so requests go to the same origin. */
if (process.env.TARO_ENV !== 'h5' && !process.env.API_BASE)
  console.warn(`API_BASE is not set: this build asks ${defaultHall}, so it is for tests only`);
const apiBase = process.env.TARO_ENV === 'h5' ? '' : process.env.API_BASE || defaultHall;

/**
 * Sizes are written once, in `theme/tokens.scss`, as multiples of one CSS variable, so that large type
 * scales everything. Taro's own px → rpx/rem conversion would tie sizes to the width of the screen instead.
 */
const noPxTransform = { pxtransform: { enable: false, config: {} } };

export default defineConfig<'webpack5'>(merge => {
  const settings: UserConfigExport<'webpack5'> = {
    projectName: 'dianting',
    date: '2026-11-22',
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV}`,
    projectConfigName: '../../project.config.json',
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    // With webpack's cache Taro puts old versions of shared files into a subpackage's `sub-common`.
    cache: { enable: false },
    alias: {
      '@': path.resolve(__dirname, '..', 'src'),
      // npm may install it beside this package only, where Taro's own H5 runtime does not look.
      '@tarojs/plugin-framework-react': path.dirname(
        createRequire(__filename).resolve('@tarojs/plugin-framework-react/package.json'),
      ),
    },
    // Beside the page: what makes it installable, and what keeps its files.
    copy: {
      patterns: process.env.TARO_ENV === 'h5' ? [{ from: 'src/web/', to: 'dist/h5/' }] : [],
      options: {},
    },
    defineConstants: { API_BASE: JSON.stringify(apiBase) },
    mini: {
      optimizeMainPackage: { enable: true },
      miniCssExtractPluginOption: { ignoreOrder: true },
      postcss: noPxTransform,
    },
    h5: {
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      postcss: { ...noPxTransform, autoprefixer: { enable: true, config: {} } },
      webpackChain: chain => {
        chain.optimization.splitChunks(sharedOncePerSite);
      },
    },
  };
  return merge({}, settings);
});

/** Taro splits only what loads at the start, so that every page would carry its own copy of shared code. */
const sharedOncePerSite = {
  chunks: 'all' as const,
  minSize: 20_000,
  hidePathInfo: true,
  cacheGroups: {
    default: false as const,
    defaultVendors: false as const,
    vendors: {
      name: 'vendors',
      test: /[\\/]node_modules[\\/]/,
      chunks: 'initial' as const,
      priority: 10,
      reuseExistingChunk: true,
    },
    hall: {
      name: 'hall',
      test: /[\\/]src[\\/]/,
      chunks: 'async' as const,
      minChunks: 3,
      priority: 6,
      reuseExistingChunk: true,
    },
    async: {
      test: /[\\/]node_modules[\\/]/,
      chunks: 'async' as const,
      minChunks: 2,
      priority: 5,
      reuseExistingChunk: true,
    },
  },
};
