import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The trainings of the golden paths take longest, and leave the processor to what else is looked at meanwhile: they begin first. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification): boolean => moduleId.match(/\/(demo|goldenPath)\.test\.ts$/) !== null;
    return [...sorted.filter(isLong), ...sorted.filter(file => !isLong(file))];
  }
}

// The program as a person meets it: `npm start`'s own process, and its window in a real browser. Two files at a time: each mostly waits.
export default defineConfig({
  test: {
    include: ['tests/e2e/**/*.test.ts'],
    globalSetup: 'tests/e2e/buildWindow.ts',
    sequence: { sequencer: LongestFirst },
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
