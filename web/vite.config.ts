import { defineConfig } from 'vitest/config';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';

/** Every browser that knows `light-dark()` reads woff2, so the woff copies of the serif are left out of the build. */
function onlyWoff2(): Plugin {
  return {
    name: 'only-woff2',
    enforce: 'pre',
    transform(code, id) {
      if (!/noto-serif-kr.*\.css$/.test(id)) return null;
      return code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, '');
    },
  };
}

// the Host header is passed on as it came, since the server refuses what another origin asks of it
const proxy = { '/api': { target: process.env.YEOJIDO_API ?? 'http://127.0.0.1:8080', changeOrigin: false } };

export default defineConfig({
  plugins: [onlyWoff2(), react()],
  server: { port: 5173, proxy },
  preview: { port: 4173, proxy },
  // the calendar is found late; without this the development server would load a second copy of Mantine for it
  optimizeDeps: { include: ['@mantine/dates', 'dayjs/locale/ko'] },
  build: {
    outDir: 'dist',
    target: ['chrome123', 'firefox121', 'safari17.5'],
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    sourcemap: false,
    // scripts/size.mjs reads from it what the map needs
    manifest: true,
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/setup.test.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    exclude: ['src/setup.test.ts'],
    css: false,
  },
});
