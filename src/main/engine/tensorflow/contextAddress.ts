// Where this process's TensorFlow context lies, known without loading the library: for worker threads that work in it.
import type { Handle } from './capi.ts';

let address: Handle | null = null;

export function setContextAddress(handle: Handle): void {
  address = handle;
}

/** Null while TensorFlow is not in use. */
export function contextAddress(): Handle | null {
  return address;
}
