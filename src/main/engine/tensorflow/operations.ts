// What TensorFlow says of its own operations (OpDef): which inputs are lists and which attributes they imply. The graph API needs to know.
import { AppError } from '../../../shared/errors.ts';
import { capi } from './capi.ts';
import { decodeFields } from './protobuf.ts';

export interface OperationInput {
  name: string;
  /** Attribute that holds the tensor's type ("T"); null for a fixed type. */
  typeAttribute: string | null;
  /** Attribute that holds the length of a homogeneous list ("N"), or of a list of types ("Tin"); null for a single tensor. */
  countAttribute: string | null;
  typeListAttribute: string | null;
}

const text = new TextDecoder();
let all: Map<string, OperationInput[]> | undefined;

/** The inputs of an operation in order. Errors: `internal` for a name that TensorFlow does not know. */
export function operationInputs(name: string): OperationInput[] {
  all ??= readOperations();
  const inputs = all.get(name);
  if (inputs === undefined) throw new AppError('internal', `TensorFlow has no operation '${name}'.`);
  return inputs;
}

function readOperations(): Map<string, OperationInput[]> {
  const api = capi();
  const buffer: number = api.TF_GetAllOpList();
  try {
    // TF_Buffer {const void* data; size_t length; …}
    const head = new BigUint64Array(2);
    api.copyOut(head, buffer, 16);
    const bytes = new Uint8Array(Number(head[1]));
    api.copyOut(bytes, Number(head[0]), bytes.length);
    return new Map(
      decodeFields(bytes).map(field => {
        const operation = decodeFields(field.value as Uint8Array);
        const name = text.decode(operation.find(f => f.number === 1)?.value as Uint8Array);
        const inputs = operation.filter(f => f.number === 2).map(f => readInput(f.value as Uint8Array));
        return [name, inputs];
      }),
    );
  } finally {
    api.TF_DeleteBuffer(buffer);
  }
}

/** OpDef.ArgDef: name 1, type_attr 4, number_attr 5, type_list_attr 6. */
function readInput(bytes: Uint8Array): OperationInput {
  const fields = decodeFields(bytes);
  const string = (number: number): string | null => {
    const field = fields.find(f => f.number === number);
    return field === undefined ? null : text.decode(field.value as Uint8Array);
  };
  return { name: string(1) ?? '', typeAttribute: string(4), countAttribute: string(5), typeListAttribute: string(6) };
}
