import type { Command } from 'commander';
import { formatNumber } from '../../../shared/units.ts';
import { act, describe } from '../command.ts';
import { operations } from '../workspaces.ts';

export function addModels(program: Command): void {
  const models = describe(program.command('models'), 'The architectures that can be trained.', 'fovea models');
  act(models, async ({ output }) => {
    const { listModels, textTable } = await operations();
    const entries = listModels();
    output.result(
      entries,
      textTable(
        ['name', 'task', 'what it is'],
        entries.map(({ name, task, summary }) => [name, task, summary]),
      ).join('\n'),
    );
  });
  const show = describe(
    models.command('show').argument('<name>', 'an architecture'),
    'One architecture: parameters, size, feature maps that can be explained.',
    'fovea models show resnet18',
  );
  act(show, async ({ output }, [name = '']) => {
    const { showModel } = await operations();
    const model = await showModel(name);
    const { parameters, inputShape, outputShape, featureMaps } = model.description;
    const lines = [
      `${model.name}: ${model.summary}`,
      `Reference: ${model.reference}`,
      `${formatNumber(parameters)} parameters for ${outputShape.at(-1)} classes and an input of ${inputShape.join(' × ')}`,
      `Feature maps: ${featureMaps.map(map => `${map.name} (${map.size.join(' × ')})`).join(', ') || 'none'}`,
      `Parameters: ${JSON.stringify((model.params as { properties?: unknown }).properties ?? {})}`,
    ];
    output.result(model, lines.join('\n'));
  });
}
