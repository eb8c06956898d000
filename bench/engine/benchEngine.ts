// The training step and the forward pass against PyTorch, on the same networks, weights and batches.
import { join } from 'node:path';
import { type Comparison, compare } from '../orchestrate.ts';
import { type EngineWorkload, peersPython, torchEngineCommand } from '../peers/peerCommands.ts';
import type { WorkerCommand } from '../workerProcess.ts';

type Plan = Omit<EngineWorkload, 'threads'>;

const plans: Plan[] = [
  { workload: 'resnet50', mode: 'train', precision: 'fp32' },
  { workload: 'resnet50', mode: 'forward', precision: 'fp32' },
  { workload: 'resnet50', mode: 'train', precision: 'bf16' },
  { workload: 'resnet50', mode: 'forward', precision: 'bf16' },
  { workload: 'unet', mode: 'train', precision: 'fp32' },
  { workload: 'unet', mode: 'train', precision: 'bf16' },
  { workload: 'resnet18Volume', mode: 'train', precision: 'fp32' },
];

/** Peers: eager and compiled; the faster one counts. */
export async function benchEngine({ threads, only }: { threads: number; only: string | undefined }): Promise<Comparison[]> {
  const python = peersPython();
  const results: Comparison[] = [];
  for (const plan of plans) {
    const title = `${plan.workload} ${plan.mode} ${plan.precision}`;
    if (only !== undefined && !title.includes(only)) continue;
    const work = { ...plan, threads };
    process.stderr.write(`${title} …\n`);
    results.push(
      await compare(
        {
          title,
          subject: foveaCommand(work),
          peers: (['eager', 'compile'] as const).map(backend => torchEngineCommand(python, backend, work)),
          stepsPerTurn: plan.mode === 'forward' ? 5 : 1,
        },
        { readyTimeoutMs: 600_000, stepTimeoutMs: 300_000 },
      ),
    );
  }
  return results;
}

function foveaCommand({ workload, mode, precision, threads }: EngineWorkload): WorkerCommand {
  const args = ['--workload', workload, '--mode', mode, '--precision', precision, '--threads', String(threads)];
  return { name: 'Fovea', command: process.execPath, args: [join(import.meta.dirname, 'worker.ts'), ...args] };
}
