// The family of architectures. A spec is light; its network is loaded when it is built.
import { z } from 'zod';
import type { Spec } from '../../../shared/domain/choice.ts';
import type { Architecture } from '../layers/scope.ts';

export interface ArchitectureSpec<Params extends z.ZodType = z.ZodType> extends Spec<Params> {
  readonly task: 'classification' | 'volumeClassification' | 'segmentation';
  /** Parameters and an input [row, column] or [depth, row, column] that the registry sweep builds. */
  readonly tiny: { params: z.input<Params>; input: readonly number[] };
  build(params: z.output<Params>, classes: number): Promise<Architecture>;
}

function define<Params extends z.ZodType>(spec: ArchitectureSpec<Params>): ArchitectureSpec<Params> {
  return spec;
}

const noParams = z.strictObject({});
const he2016 = 'He et al. 2016, arXiv 1512.03385; torchvision resnet';

function resnetSpec(depth: 18 | 34 | 50, parameters: string) {
  return define({
    name: `resnet${depth}`,
    title: `ResNet-${depth}`,
    summary: `ResNet-${depth}, ${parameters} parameters, torchvision's names and weights.`,
    reference: he2016,
    task: 'classification',
    params: noParams,
    tiny: { params: {}, input: [32, 32] },
    build: async (_params, classes) => (await import('./resnet.build.ts')).resnet({ depth, classes }),
  });
}

export const architectures = {
  resnet18: resnetSpec(18, '11 million'),
  resnet34: resnetSpec(34, '21 million'),
  resnet50: resnetSpec(50, '24 million'),
  smallCnn: define({
    name: 'smallCnn',
    title: 'Small CNN',
    summary: 'Four small convolution blocks, under 0.1 million parameters: a quick first look.',
    reference: 'Fovea',
    task: 'classification',
    params: z.strictObject({
      width: z
        .int()
        .min(4)
        .max(128)
        .default(16)
        .meta({ title: 'Width', description: 'Channels of the first block; each block doubles them.' }),
    }),
    tiny: { params: { width: 4 }, input: [32, 32] },
    build: async (params, classes) => (await import('./smallCnn.build.ts')).smallCnn({ ...params, classes }),
  }),
  resnet18Volume: define({
    name: 'resnet18Volume',
    title: 'ResNet-18 for volumes',
    summary: 'ResNet-18 in three dimensions for whole volumes, 33 million parameters, MONAI names.',
    reference: 'Hara et al. 2018, arXiv 1711.09577; MONAI resnet18(spatial_dims=3)',
    task: 'volumeClassification',
    params: noParams,
    tiny: { params: {}, input: [16, 32, 32] },
    build: async (_params, classes) =>
      (await import('./resnet.build.ts')).resnet({ depth: 18, classes, stemStride: [1, 2, 2], shortcutBias: true }),
  }),
  unet: define({
    name: 'unet',
    title: 'U-Net',
    summary: 'U-Net with batch norm and transposed convolutions.',
    reference: 'Ronneberger et al. 2015, arXiv 1505.04597',
    task: 'segmentation',
    params: z.strictObject({
      widths: z
        .array(z.int().min(1))
        .min(2)
        .max(6)
        .default([64, 128, 256, 512])
        .meta({ title: 'Widths', description: 'Channels of each level.' }),
    }),
    tiny: { params: { widths: [4, 8] }, input: [16, 16] },
    build: async (params, classes) => (await import('./unet.build.ts')).unet({ ...params, classes }),
  }),
} as const satisfies Record<string, ArchitectureSpec>;
