// A format's switches as fields of a form, from the schema that reads them; and what a person set, checked against it.
import { z } from 'zod';
import type { FormatOption } from '../../../shared/domain/volumeView.ts';
import type { VolumeFormat } from '../../dataset/formats/volumeFormat.ts';
import { type VolumeReaderName, volumeReaders } from '../../dataset/formats/volumes.ts';

type Json = FormatOption['value'];

/** What a switch looks like in JSON Schema: a type, a list of values, or one of these or nothing. */
const propertySchema = z.looseObject({
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.json().optional(),
  type: z.string().optional(),
  enum: z.array(z.json()).optional(),
  anyOf: z.array(z.looseObject({ type: z.string().optional(), enum: z.array(z.json()).optional() })).optional(),
  /** Words for the values, in their order. */
  choices: z.array(z.string()).optional(),
});
type Property = z.infer<typeof propertySchema>;

/** `set`: what holds now; a switch that is not among it stands at its default. */
export function formatOptions(format: string, set: Readonly<Record<string, unknown>>): FormatOption[] {
  const found: VolumeFormat | undefined = volumeReaders[format as VolumeReaderName];
  if (found === undefined) return [];
  const { properties = {} } = z
    .looseObject({ properties: z.record(z.string(), propertySchema).optional() })
    .parse(z.toJSONSchema(found.params, { io: 'input' }));
  return Object.entries(properties).map(([name, property]) => {
    const standard = property.default ?? null;
    return {
      name,
      label: property.title ?? name,
      help: property.description ?? '',
      ...kindOf(property),
      value: name in set ? z.json().parse(set[name] ?? null) : standard,
      default: standard,
    };
  });
}

function kindOf(property: Property): Pick<FormatOption, 'kind' | 'choices'> {
  const values = property.enum ?? property.anyOf?.find(one => one.enum !== undefined)?.enum;
  if (values !== undefined) {
    return { kind: 'choice', choices: values.map((value, i) => ({ value, label: property.choices?.[i] ?? wordOf(value) })) };
  }
  const types = [property.type, ...(property.anyOf ?? []).map(({ type }) => type)];
  return { kind: types.includes('boolean') ? 'switch' : types.includes('integer') ? 'integer' : 'number', choices: [] };
}

function wordOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
