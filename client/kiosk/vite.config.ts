import { defineConfig } from 'vite';

/** The screen of the 24-hour kiosk: no framework, a few kilobytes, as it starts on weak machines. */
export default defineConfig({
  base: '/kiosk/',
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
  server: { proxy: { '/api': process.env['HALL_URL'] ?? 'http://127.0.0.1:3000' } },
});
