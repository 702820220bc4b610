import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Every test of `test/` starts processes.
  test: { testTimeout: 60_000, hookTimeout: 60_000 },
});
