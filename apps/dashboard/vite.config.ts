import { defineConfig } from 'vite';

// The page is served under a policy without inline scripts and styles, so that nothing is inlined.
export default defineConfig({
  root: import.meta.dirname,
  build: { target: 'es2023', assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
});
