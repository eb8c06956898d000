// tfjs-core's own test suite on our binding, and every operation of it traced as well as run eagerly.
// Run: node tests/conformance/run.ts [part of a spec's name]. The last line is `N passed, N failed`: specs and compared operations.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { findLibrary } from '../../src/main/engine/tensorflow/library.ts';
import { bundleSuite } from './bundle.ts';
import { shapesFromValues } from './exceptions.ts';
import type { TracedReport } from './tracedEqualsEager.ts';

/** Specs of tfjs-core 4.22.0 that tfjs-node's ignore list leaves; fewer would mean that some were lost on the way. */
const expectedSpecs = 3878;

const require = createRequire(import.meta.url);
const print = (line: string) => process.stdout.write(`${line}\n`);

interface Jasmine {
  getEnv(): {
    configure(options: { random: boolean; specFilter(spec: { getFullName(): string }): boolean }): void;
    addReporter(reporter: { specDone?(result: Outcome): void; suiteDone?(result: Outcome): void }): void;
    execute(): Promise<Outcome>;
  };
}

/** Of a spec, of a suite (what went wrong in its beforeAll) or of the whole run. */
interface Outcome {
  status: string;
  fullName: string;
  failedExpectations: { message: string; stack: string }[];
}

/** The specs that tfjs-node leaves out for its own C++ addon: IGNORE_LIST of its run_tests.js, read there so that it is no other. */
async function readIgnoreList(): Promise<string[]> {
  const source = await readFile(require.resolve('@tensorflow/tfjs-node-gpu/dist/run_tests.js'), 'utf8');
  const literal = /var IGNORE_LIST = (\[.*?\n\]);/s.exec(source)?.[1];
  if (literal === undefined) throw new Error("Expected tfjs-node's run_tests.js to define IGNORE_LIST as a literal.");
  return vm.runInNewContext(literal) as string[];
}

/** Runs the specs whose name contains `part`; prints each failure in full. */
async function runSuite(part: string): Promise<{ passed: number; failed: number; traced: TracedReport }> {
  const ignored = await readIgnoreList();
  const core = require('jasmine-core');
  const environment = (core.boot(core) as Jasmine).getEnv();
  const counts = { passed: 0, failed: 0 };
  const report = ({ fullName, failedExpectations }: Outcome) => {
    if (failedExpectations.length > 0) counts.failed++;
    for (const { message, stack } of failedExpectations) print(`✗ ${fullName}\n  ${message}\n${stack}\n`);
  };
  environment.configure({
    random: false,
    specFilter: spec => spec.getFullName().includes(part) && !ignored.some(name => spec.getFullName().includes(name)),
  });
  environment.addReporter({
    specDone(result) {
      if (result.status === 'passed') counts.passed++;
      report(result);
    },
    suiteDone: report,
  });
  const { defineSuite } = (await import(await bundleSuite())) as { defineSuite(): Promise<TracedReport> };
  const traced = await defineSuite();
  report({ ...(await environment.execute()), fullName: 'outside of any suite' });
  return { ...counts, traced };
}

const sum = (counts: Map<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0);
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

process.env.FOVEA_LIBTENSORFLOW = findLibrary(process.env).folder;
process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
const part = process.argv[2] ?? '';
const startMs = performance.now();
const { passed, failed, traced } = await runSuite(part);
const elapsedMs = performance.now() - startMs;

const isWhole = part === '';
const failures = traced.failures.map(({ operation, message }) => `✗ traced ${operation}: ${message}\n`);
if (isWhole && passed + failed !== expectedSpecs) failures.push(`✗ Expected ${expectedSpecs} specs, ran ${passed + failed}.\n`);
for (const operation of isWhole ? Object.keys(shapesFromValues) : []) {
  if (!traced.refused.has(operation)) failures.push(`✗ '${operation}' is in shapesFromValues, but no trace refused it.\n`);
}
for (const failure of failures) print(failure);

const wrong = new Set(traced.failures.map(({ operation }) => operation));
const agreeing = [...traced.compared.keys()].filter(operation => !wrong.has(operation)).length;
print(`Suite: ${passed} of ${passed + failed} specs passed in ${seconds(elapsedMs - traced.elapsedMs)}.`);
print(
  `Traced = eager: ${sum(traced.compared)} different calls of ${traced.compared.size} operations compared in ${seconds(traced.elapsedMs)}, ` +
    `${traced.failures.length} differ. Refused, because shapes depend on values: ${[...traced.refused.keys()].join(', ') || 'none'}.`,
);
print(`${passed + agreeing} passed, ${failed + failures.length} failed`);
if (failed + failures.length > 0) process.exitCode = 1;
