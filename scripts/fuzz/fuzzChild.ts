// Reads one target's damaged files from number `from` on and tells the parent before and after each; the parent kills what hangs.
import { mutations, readDamaged } from '../../src/main/dataset/formats/testing/fuzz.ts';
import { type FuzzTargetName, fuzzTargets } from '../../src/main/dataset/formats/testing/fuzzTargets.ts';

const [name = '', cuts = '', flips = '', seed = '', from = ''] = process.argv.slice(2);
const target = fuzzTargets[name as FuzzTargetName];
let index = 0;
for (const { what, bytes } of mutations(await target.make(), { cuts: Number(cuts), flips: Number(flips), seed: Number(seed) })) {
  if (index >= Number(from)) {
    process.send?.({ index, what });
    const startedMs = performance.now();
    const outcome = await readDamaged(target, bytes);
    await told({ index, what, outcome, elapsedMs: performance.now() - startedMs, peakKb: process.resourceUsage().maxRSS });
  }
  index++;
}
process.disconnect();

/** Until the message is on its way: those still waiting when the process ends would be lost. */
function told(message: object): Promise<void> {
  return new Promise(resolve => process.send?.(message, undefined, undefined, () => resolve()));
}
