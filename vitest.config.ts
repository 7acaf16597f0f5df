import { defineConfig } from 'vitest/config';

/** Tests of whole programs: each starts servers, nodes and inference children, and wants both cores for itself. */
const PROGRAMS = [
  'test/chaos/**/*.test.ts',
  'test/e2e/**/*.test.ts',
  'test/cli/{convert,process,signals}.test.ts',
  'test/cli/completion/shells.test.ts',
  'test/host/{commands,fleet-of-hosts}.test.ts',
  'test/library/in-a-program.test.ts',
  'test/cluster/jetstream/{compose,versions}.test.ts',
  'test/cluster/runtime/crash-table.test.ts',
  'test/web/page/browser/*.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
    // What main.ts forbids for users holds for tests, which start engines without it.
    env: { ORT_DISABLE_TELEMETRY: '1' },
    projects: [
      {
        extends: true,
        test: { name: 'rooms', include: ['test/**/*.test.ts'], exclude: PROGRAMS, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: { name: 'programs', include: PROGRAMS, testTimeout: 120_000, sequence: { groupOrder: 1 } },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      exclude: [
        // Run as real processes by test/cli, test/e2e and test/chaos, where no coverage is measured.
        'src/**/*-child.ts',
        'src/cluster/embedded/guardian-main.ts',
        'src/cli/main.ts',
        'src/cli/commands/**',
      ],
      reporter: ['text-summary'],
      thresholds: {
        lines: 80,
        'src/core/**': { lines: 100, branches: 100 },
        'src/actors/**': { lines: 100, branches: 100 },
      },
    },
  },
});
