// Attributes of operations, in the form that tfjs's kernels pass, written through the eager or the graph API.
import { AppError } from '../../../shared/errors.ts';
import { capi, type Handle } from './capi.ts';
import { TF_ATTR_BOOL, TF_ATTR_FLOAT, TF_ATTR_FUNC, TF_ATTR_INT, TF_ATTR_SHAPE, TF_ATTR_STRING, TF_ATTR_TYPE } from './dtypes.ts';
import { withStatus } from './status.ts';
import { dimensions } from './tensors.ts';

export interface OpAttribute {
  name: string;
  /** One of TF_ATTR_*. */
  type: number;
  value: boolean | number | string | object | number[];
}

/** Sets attributes on an operation that is about to run (TFE_Op*). */
export function setEagerAttributes(operation: Handle, attributes: readonly OpAttribute[]): void {
  const api = capi();
  for (const attribute of attributes) {
    setAttribute(operation, attribute, {
      string: api.TFE_OpSetAttrString,
      int: api.TFE_OpSetAttrInt,
      intList: api.TFE_OpSetAttrIntList,
      float: api.TFE_OpSetAttrFloat,
      floatList: api.TFE_OpSetAttrFloatList,
      bool: api.TFE_OpSetAttrBool,
      type: api.TFE_OpSetAttrType,
      typeList: api.TFE_OpSetAttrTypeList,
      shape: (op, name, dims, rank) => withStatus(name, status => api.TFE_OpSetAttrShape(op, name, dims, rank, status)),
      function: api.TFE_OpSetAttrFunctionName,
    });
  }
}

/** Sets attributes on a node of a graph (TF_OperationDescription*). */
export function setGraphAttributes(description: Handle, attributes: readonly OpAttribute[]): void {
  const api = capi();
  for (const attribute of attributes) {
    setAttribute(description, attribute, {
      string: api.TF_SetAttrString,
      int: api.TF_SetAttrInt,
      intList: api.TF_SetAttrIntList,
      float: api.TF_SetAttrFloat,
      floatList: api.TF_SetAttrFloatList,
      bool: api.TF_SetAttrBool,
      type: api.TF_SetAttrType,
      typeList: api.TF_SetAttrTypeList,
      shape: api.TF_SetAttrShape,
      function: api.TF_SetAttrFuncName,
    });
  }
}

type ScalarSetter = (operation: Handle, name: string, value: number) => void;
type ArraySetter = (operation: Handle, name: string, values: ArrayBufferView, count: number) => void;
interface AttributeSetters {
  string: ArraySetter;
  int: ScalarSetter;
  intList: ArraySetter;
  float: ScalarSetter;
  floatList: ArraySetter;
  bool: ScalarSetter;
  type: ScalarSetter;
  typeList: ArraySetter;
  shape: ArraySetter;
  function: ArraySetter;
}

function setAttribute(operation: Handle, { name, type, value }: OpAttribute, set: AttributeSetters): void {
  const list = Array.isArray(value) ? (value as number[]) : null;
  if (type === TF_ATTR_STRING || type === TF_ATTR_FUNC) {
    const bytes = value instanceof Uint8Array ? value : new TextEncoder().encode(String(value));
    const setter = type === TF_ATTR_STRING ? set.string : set.function;
    // A null pointer is not valid, so an empty string still passes some memory.
    setter(operation, name, bytes.length > 0 ? bytes : new Uint8Array(1), bytes.length);
  } else if (type === TF_ATTR_SHAPE && list !== null) set.shape(operation, name, dimensions(list), list.length);
  else if (type === TF_ATTR_INT && list !== null) set.intList(operation, name, dimensions(list), list.length);
  else if (type === TF_ATTR_INT) set.int(operation, name, Number(value));
  else if (type === TF_ATTR_FLOAT && list !== null) set.floatList(operation, name, Float32Array.from(list), list.length);
  else if (type === TF_ATTR_FLOAT) set.float(operation, name, Number(value));
  else if (type === TF_ATTR_BOOL) set.bool(operation, name, value ? 1 : 0);
  else if (type === TF_ATTR_TYPE && list !== null) set.typeList(operation, name, Int32Array.from(list), list.length);
  else if (type === TF_ATTR_TYPE) set.type(operation, name, Number(value));
  else throw new AppError('internal', `Attribute '${name}' has TF_AttrType ${type}, which no kernel uses.`);
}

export const typeAttribute = (name: string, dtype: number | number[]): OpAttribute => ({ name, type: TF_ATTR_TYPE, value: dtype });
export const stringAttribute = (name: string, value: string | Uint8Array): OpAttribute => ({ name, type: TF_ATTR_STRING, value });
export const intAttribute = (name: string, value: number | number[]): OpAttribute => ({ name, type: TF_ATTR_INT, value });
export const floatAttribute = (name: string, value: number): OpAttribute => ({ name, type: TF_ATTR_FLOAT, value });
export const boolAttribute = (name: string, value: boolean): OpAttribute => ({ name, type: TF_ATTR_BOOL, value });
export const shapeAttribute = (name: string, value: readonly number[]): OpAttribute => ({ name, type: TF_ATTR_SHAPE, value: [...value] });
export const functionAttribute = (name: string, value: string): OpAttribute => ({ name, type: TF_ATTR_FUNC, value });
