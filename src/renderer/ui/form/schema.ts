// The part of JSON Schema that the parameters of choices are made of, as fields of a form.
import { z } from 'zod';
import type { Json } from '../../../shared/domain/configSettings.ts';

const propertySchema = z.looseObject({
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  unit: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
});
const objectSchema = z.looseObject({ properties: z.record(z.string(), propertySchema).default({}) });

export interface Field {
  key: string;
  title: string;
  description: string;
  unit: string | null;
  control: 'number' | 'switch' | 'options' | 'numbers';
  isWhole: boolean;
  /** As the schema has them; what is written and outside is for the server to refuse. */
  minimum: number | null;
  maximum: number | null;
  options: string[];
}

/** zod writes the bounds of a safe integer where there are none. */
const noBound = Number.MAX_SAFE_INTEGER;

export function fieldsOf(schema: unknown): Field[] {
  return Object.entries(objectSchema.parse(schema).properties).map(([key, property]) => {
    const { title = key, description = '', unit = null, minimum, maximum, exclusiveMinimum } = property;
    const bound = (value: number | undefined): number | null => (value === undefined || Math.abs(value) >= noBound ? null : value);
    return {
      ...{ key, title, description, unit, options: property.enum ?? [] },
      control: controlOf(property),
      isWhole: property.type === 'integer',
      minimum: bound(minimum ?? exclusiveMinimum),
      maximum: bound(maximum),
    };
  });
}

/** The schema of a property that is an object itself, such as `training` of a configuration. */
export function schemaAt(schema: unknown, key: string): unknown {
  return objectSchema.parse(schema).properties[key] ?? {};
}

function controlOf({ type, enum: options }: z.infer<typeof propertySchema>): Field['control'] {
  if (options !== undefined) return 'options';
  if (type === 'boolean') return 'switch';
  return type === 'number' || type === 'integer' ? 'number' : 'numbers';
}

/** `0.5`, or several numbers between commas; null where it is neither. */
export function parseNumbers(text: string): Json | null {
  const parts = text.split(',').map(part => part.trim());
  const numbers = parts.map(Number);
  if (parts.some(part => part === '') || numbers.some(Number.isNaN)) return null;
  return numbers.length === 1 ? (numbers[0] as number) : numbers;
}

export function numbersText(value: Json | undefined): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'number' ? String(value) : '';
}
