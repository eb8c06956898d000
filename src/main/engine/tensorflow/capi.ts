// The part of TensorFlow's C API that Fovea calls, bound through koffi.
// Source of the signatures: tensorflow/c/{c_api.h, c_api_experimental.h, eager/c_api.h} of the pinned version.
// Every handle is a plain number (a user-space address fits in 47 bits), so a call costs no wrapper object.
import koffi from 'koffi';
import { findLibrary } from './library.ts';

/** An address inside the TensorFlow library's memory: TF_Status*, TFE_TensorHandle*, TF_Operation* … */
export type Handle = number;

const RTLD_NOW = 0x2;
const RTLD_GLOBAL = 0x100;
const RTLD_NODELETE = 0x1000;

function loadLibraries(): ReturnType<typeof koffi.load> {
  const { framework, tensorflow } = findLibrary(process.env);
  // koffi unloads a library when the process ends; TensorFlow's threads are still alive then and would crash.
  const pin = koffi.load('libdl.so.2').func('uint64 dlopen(const char* path, int flags)');
  for (const path of [framework, tensorflow]) pin(path, RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
  koffi.load(framework, { global: true });
  return koffi.load(tensorflow, { global: true });
}

function bind() {
  koffi.config({ ...koffi.config(), async_stack_size: 4 * 1024 * 1024, sync_stack_size: 4 * 1024 * 1024 });
  const library = loadLibraries();
  const libc = koffi.load('libc.so.6');
  const output = koffi.struct({ operation: 'uint64', index: 'int' });
  koffi.alias('Handle', 'uint64');
  const f = (prototype: string) => library.func(prototype);
  return {
    TF_Version: f('const char* TF_Version()'),
    TF_NewStatus: f('Handle TF_NewStatus()'),
    TF_DeleteStatus: f('void TF_DeleteStatus(Handle)'),
    TF_GetCode: f('int TF_GetCode(Handle)'),
    TF_Message: f('const char* TF_Message(Handle)'),
    TF_AllocateTensor: f('Handle TF_AllocateTensor(int dtype, void* dims, int rank, size_t bytes)'),
    TF_DeleteTensor: f('void TF_DeleteTensor(Handle)'),
    TF_TensorData: f('Handle TF_TensorData(Handle)'),
    TF_TensorByteSize: f('size_t TF_TensorByteSize(Handle)'),
    TF_StringInit: f('void TF_StringInit(Handle)'),
    TF_StringCopy: f('void TF_StringCopy(Handle, void* source, size_t bytes)'),
    TF_StringGetDataPointer: f('Handle TF_StringGetDataPointer(Handle)'),
    TF_StringGetSize: f('size_t TF_StringGetSize(Handle)'),
    TF_DeleteBuffer: f('void TF_DeleteBuffer(Handle)'),
    TF_GetAllOpList: f('Handle TF_GetAllOpList()'),

    TFE_NewContextOptions: f('Handle TFE_NewContextOptions()'),
    TFE_ContextOptionsSetConfig: f('void TFE_ContextOptionsSetConfig(Handle, void* proto, size_t bytes, Handle status)'),
    TFE_ContextOptionsSetDevicePlacementPolicy: f('void TFE_ContextOptionsSetDevicePlacementPolicy(Handle, int)'),
    TFE_DeleteContextOptions: f('void TFE_DeleteContextOptions(Handle)'),
    TFE_NewContext: f('Handle TFE_NewContext(Handle options, Handle status)'),
    TFE_ContextListDevices: f('Handle TFE_ContextListDevices(Handle context, Handle status)'),
    TFE_ContextClearCaches: f('void TFE_ContextClearCaches(Handle context)'),
    TF_DeviceListCount: f('int TF_DeviceListCount(Handle)'),
    TF_DeviceListName: f('const char* TF_DeviceListName(Handle, int index, Handle status)'),
    TF_DeviceListType: f('const char* TF_DeviceListType(Handle, int index, Handle status)'),
    TF_DeviceListMemoryBytes: f('int64 TF_DeviceListMemoryBytes(Handle, int index, Handle status)'),
    TF_DeleteDeviceList: f('void TF_DeleteDeviceList(Handle)'),

    TFE_NewTensorHandle: f('Handle TFE_NewTensorHandle(Handle tensor, Handle status)'),
    TFE_DeleteTensorHandle: f('void TFE_DeleteTensorHandle(Handle)'),
    TFE_TensorHandleDataType: f('int TFE_TensorHandleDataType(Handle)'),
    TFE_TensorHandleNumDims: f('int TFE_TensorHandleNumDims(Handle, Handle status)'),
    TFE_TensorHandleDim: f('int64 TFE_TensorHandleDim(Handle, int index, Handle status)'),
    TFE_TensorHandleResolve: f('Handle TFE_TensorHandleResolve(Handle, Handle status)'),
    TFE_TensorHandleCopySharingTensor: f('Handle TFE_TensorHandleCopySharingTensor(Handle, Handle status)'),

    TFE_NewOp: f('Handle TFE_NewOp(Handle context, const char* name, Handle status)'),
    TFE_DeleteOp: f('void TFE_DeleteOp(Handle)'),
    TFE_OpSetDevice: f('void TFE_OpSetDevice(Handle, const char* device, Handle status)'),
    TFE_OpAddInput: f('void TFE_OpAddInput(Handle, Handle input, Handle status)'),
    TFE_OpAddInputList: f('void TFE_OpAddInputList(Handle, void* inputs, int count, Handle status)'),
    TFE_OpSetAttrString: f('void TFE_OpSetAttrString(Handle, const char* name, void* value, size_t bytes)'),
    TFE_OpSetAttrInt: f('void TFE_OpSetAttrInt(Handle, const char* name, int64 value)'),
    TFE_OpSetAttrFloat: f('void TFE_OpSetAttrFloat(Handle, const char* name, float value)'),
    TFE_OpSetAttrBool: f('void TFE_OpSetAttrBool(Handle, const char* name, uint8 value)'),
    TFE_OpSetAttrType: f('void TFE_OpSetAttrType(Handle, const char* name, int value)'),
    TFE_OpSetAttrShape: f('void TFE_OpSetAttrShape(Handle, const char* name, void* dims, int rank, Handle status)'),
    TFE_OpSetAttrIntList: f('void TFE_OpSetAttrIntList(Handle, const char* name, void* values, int count)'),
    TFE_OpSetAttrFloatList: f('void TFE_OpSetAttrFloatList(Handle, const char* name, void* values, int count)'),
    TFE_OpSetAttrTypeList: f('void TFE_OpSetAttrTypeList(Handle, const char* name, void* values, int count)'),
    TFE_OpSetAttrFunctionName: f('void TFE_OpSetAttrFunctionName(Handle, const char* name, void* value, size_t bytes)'),
    TFE_Execute: f('void TFE_Execute(Handle, void* results, void* count, Handle status)'),
    TFE_ContextAddFunction: f('void TFE_ContextAddFunction(Handle context, Handle function, Handle status)'),
    TFE_ContextRemoveFunction: f('void TFE_ContextRemoveFunction(Handle context, const char* name, Handle status)'),

    TF_NewGraph: f('Handle TF_NewGraph()'),
    TF_DeleteGraph: f('void TF_DeleteGraph(Handle)'),
    TF_NewOperation: f('Handle TF_NewOperation(Handle graph, const char* type, const char* name)'),
    TF_FinishOperation: f('Handle TF_FinishOperation(Handle description, Handle status)'),
    TF_AddInput: library.func('TF_AddInput', 'void', ['uint64', output]),
    TF_AddInputList: f('void TF_AddInputList(Handle, void* outputs, int count)'),
    TF_AddControlInput: f('void TF_AddControlInput(Handle description, Handle operation)'),
    TF_SetAttrString: f('void TF_SetAttrString(Handle, const char* name, void* value, size_t bytes)'),
    TF_SetAttrInt: f('void TF_SetAttrInt(Handle, const char* name, int64 value)'),
    TF_SetAttrFloat: f('void TF_SetAttrFloat(Handle, const char* name, float value)'),
    TF_SetAttrBool: f('void TF_SetAttrBool(Handle, const char* name, uint8 value)'),
    TF_SetAttrType: f('void TF_SetAttrType(Handle, const char* name, int value)'),
    TF_SetAttrShape: f('void TF_SetAttrShape(Handle, const char* name, void* dims, int rank)'),
    TF_SetAttrIntList: f('void TF_SetAttrIntList(Handle, const char* name, void* values, int count)'),
    TF_SetAttrFloatList: f('void TF_SetAttrFloatList(Handle, const char* name, void* values, int count)'),
    TF_SetAttrTypeList: f('void TF_SetAttrTypeList(Handle, const char* name, void* values, int count)'),
    TF_SetAttrFuncName: f('void TF_SetAttrFuncName(Handle, const char* name, void* value, size_t bytes)'),
    TF_SetAttrTensor: f('void TF_SetAttrTensor(Handle, const char* name, Handle tensor, Handle status)'),
    TF_OperationNumOutputs: f('int TF_OperationNumOutputs(Handle)'),
    TF_OperationNumControlInputs: f('int TF_OperationNumControlInputs(Handle)'),
    TF_OperationOutputType: library.func('TF_OperationOutputType', 'int', [output]),
    TF_GraphGetTensorNumDims: library.func('TF_GraphGetTensorNumDims', 'int', ['uint64', output, 'uint64']),
    TF_GraphGetTensorShape: library.func('TF_GraphGetTensorShape', 'void', ['uint64', output, 'void *', 'int', 'uint64']),
    TF_GraphSetTensorShape: library.func('TF_GraphSetTensorShape', 'void', ['uint64', output, 'void *', 'int', 'uint64']),
    TF_GraphToFunctionWithControlOutputs: f(
      'Handle TF_GraphToFunctionWithControlOutputs(Handle graph, const char* name, uint8 appendHash, int operationCount, void* operations, ' +
        'int inputCount, void* inputs, int outputCount, void* outputs, void* outputNames, ' +
        'int controlCount, void* controls, void* controlNames, void* options, const char* description, Handle status)',
    ),
    TF_DeleteFunction: f('void TF_DeleteFunction(Handle)'),

    copyIn: libc.func('memcpy', 'void *', ['uint64', 'void *', 'size_t']),
    copyOut: libc.func('memcpy', 'void *', ['void *', 'uint64', 'size_t']),
  };
}

let bound: ReturnType<typeof bind> | undefined;

/** The C API; the libraries are loaded at the first call. Errors: `environment` when they cannot be found. */
export function capi(): ReturnType<typeof bind> {
  bound ??= bind();
  return bound;
}
