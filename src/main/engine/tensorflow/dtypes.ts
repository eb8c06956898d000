// TF_DataType and TF_AttrType numbers (tensorflow/c/tf_datatype.h, tf_attrtype.h), as TFJSBinding exposes them.

export const TF_FLOAT = 1;
export const TF_DOUBLE = 2;
export const TF_INT32 = 3;
export const TF_UINT8 = 4;
export const TF_STRING = 7;
export const TF_COMPLEX64 = 8;
export const TF_INT64 = 9;
export const TF_BOOL = 10;
export const TF_BFLOAT16 = 14;
export const TF_RESOURCE = 20;

export const TF_ATTR_STRING = 0;
export const TF_ATTR_INT = 1;
export const TF_ATTR_FLOAT = 2;
export const TF_ATTR_BOOL = 3;
export const TF_ATTR_TYPE = 4;
export const TF_ATTR_SHAPE = 5;
export const TF_ATTR_TENSOR = 6;
export const TF_ATTR_FUNC = 8;

/** Bytes of one element; strings and resources have none. */
export function elementBytes(dtype: number): number {
  switch (dtype) {
    case TF_UINT8:
    case TF_BOOL:
      return 1;
    case TF_BFLOAT16:
      return 2;
    case TF_FLOAT:
    case TF_INT32:
      return 4;
    case TF_DOUBLE:
    case TF_INT64:
    case TF_COMPLEX64:
      return 8;
    default:
      return 0;
  }
}
