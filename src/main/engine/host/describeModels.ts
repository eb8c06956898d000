// A short-lived engine process: builds networks and prints what they consist of. Argument: a JSON list of what to build; answer: JSON on stdout.
import { z } from 'zod';
import { choiceSchema, resolveChoice } from '../../../shared/domain/choice.ts';
import { exitCodeOf, toAppError } from '../../../shared/errors.ts';
import { type ArchitectureSpec, architectures } from '../architectures/index.ts';
import { Model } from '../architectures/model.ts';
import { featureMaps } from '../explain/gradCam.ts';
import { tensorflowBackend } from '../tensorflow/backend.ts';
import { referenceShape } from '../weights/layout.ts';
import type { ModelDescription } from './modelDescription.ts';

const requestSchema = z.array(
  z.strictObject({ architecture: choiceSchema, classes: z.int().min(2), inputShape: z.array(z.int().min(1)).min(3).max(4) }),
);

try {
  tensorflowBackend();
  const requests = requestSchema.parse(JSON.parse(process.argv[2] ?? '[]'));
  const descriptions: ModelDescription[] = [];
  for (const request of requests) descriptions.push(await describe(request));
  process.stdout.write(JSON.stringify(descriptions), () => process.exit(0));
} catch (thrown) {
  const error = toAppError(thrown);
  process.stderr.write(`${JSON.stringify(error)}\n`, () => process.exit(exitCodeOf(error.code)));
}

async function describe({ architecture, classes, inputShape }: z.infer<typeof requestSchema>[number]): Promise<ModelDescription> {
  const { spec, params } = resolveChoice<ArchitectureSpec>('architecture', architectures, architecture);
  const model = new Model(await spec.build(params, classes), { seed: 0 });
  try {
    const outputShape = model.initialise([1, ...inputShape]).slice(1);
    const tensors = [...model.tensors].map(([name, { variable, layout, kind }]) => {
      return { name, shape: referenceShape(variable.shape, layout), kind };
    });
    const maps = featureMaps(model, inputShape).map(({ name, size, channels }) => ({ name, size: [...size], channels }));
    return { inputShape, outputShape: [...outputShape], parameters: model.parameterCount, tensors, featureMaps: maps };
  } finally {
    model.dispose();
  }
}
