// The one error class of Fovea. Codes form a closed table; each maps to a command-line exit code.

/** Exit codes of the command line: 1 failed · 2 usage · 3 bad input · 4 environment · 130 interrupted. */
const errorCodes = {
  usage: 2,
  unknownName: 2,
  notFound: 2,
  conflict: 2,
  badInput: 3,
  unreadableFile: 3,
  unsupportedFormat: 3,
  leakage: 3,
  environment: 4,
  locked: 4,
  diskFull: 4,
  outOfMemory: 4,
  permissionDenied: 4,
  damaged: 4,
  unauthorized: 4,
  nonFinite: 1,
  engine: 1,
  engineCrashed: 1,
  internal: 1,
  interrupted: 130,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorCodes;

/** What crosses a process or network border in place of an error object. */
export type AppErrorJson = { code: ErrorCode; message: string; details?: Record<string, unknown> };

/**
 * An error a person can act on: `message` says what was expected, then what was received, then what to do.
 * `details` holds plain JSON for programs; `cause` keeps the original error.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, options: { details?: Record<string, unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? {};
  }

  toJSON(): AppErrorJson {
    return { code: this.code, message: this.message, details: this.details };
  }

  /** Rebuilds an error received from another process; anything that is not one becomes `internal`. */
  static fromJSON(value: unknown): AppError {
    if (typeof value === 'object' && value !== null && 'code' in value && 'message' in value) {
      const { code, message, details } = value as { code: unknown; message: unknown; details?: unknown };
      if (typeof code === 'string' && code in errorCodes && typeof message === 'string') {
        return new AppError(code as ErrorCode, message, { details: (details ?? {}) as Record<string, unknown> });
      }
    }
    return toAppError(value);
  }
}

/** The command-line exit code for an error code. */
export function exitCodeOf(code: ErrorCode): number {
  return errorCodes[code];
}

/** Wraps any thrown value once, at a border. System errors get the code that fits their `errno`, and words that say what to do. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (!(thrown instanceof Error)) {
    return new AppError('internal', `Something that is not an error was thrown: ${String(thrown)}`, { cause: thrown });
  }
  const systemCode = 'code' in thrown ? String(thrown.code) : '';
  const details = systemCode === '' ? {} : { details: { systemCode } };
  const known = systemErrors[systemCode];
  if (known === undefined)
    return new AppError(systemCode === 'ABORT_ERR' ? 'interrupted' : 'internal', thrown.message, { ...details, cause: thrown });
  const [code, but, advice] = known;
  const { syscall, path } = thrown as { syscall?: unknown; path?: unknown };
  const place = typeof path === 'string' && path !== '' ? ` '${path}'` : '';
  const message = `Expected to ${systemCalls[String(syscall).split(' ')[0] ?? ''] ?? 'use'}${place}, but ${but} (${systemCode}). ${advice}`;
  return new AppError(code, message, { ...details, cause: thrown });
}

const noPermission = ['permissionDenied', 'this user may not', 'Ask its owner for access, or choose another place.'] as const;

/** What a system call's failure means, and what to do about it. */
const systemErrors: Record<string, readonly [code: ErrorCode, but: string, advice: string]> = {
  ENOSPC: ['diskFull', 'the disk is full', 'Free space and repeat.'],
  EDQUOT: ['diskFull', 'the quota on that disk is used up', 'Free space and repeat.'],
  EACCES: noPermission,
  EPERM: noPermission,
  EROFS: ['permissionDenied', 'that disk is mounted read-only', 'Choose another place.'],
  ENOENT: ['notFound', 'there is no such file or folder', 'Check the path.'],
  ENOMEM: ['outOfMemory', 'there is not enough memory', 'Close other programs and repeat.'],
};

/** What Node's system calls do, for those that people meet. */
const systemCalls: Record<string, string> = {
  access: 'reach',
  copyfile: 'copy',
  lstat: 'reach',
  mkdir: 'make the folder',
  open: 'open',
  read: 'read',
  realpath: 'reach',
  rename: 'rename',
  rmdir: 'remove',
  scandir: 'list the folder',
  spawn: 'start',
  stat: 'reach',
  unlink: 'remove',
  write: 'write',
};

/** For the end of an exhaustive switch: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new AppError('internal', `Unexpected value: ${String(value)}`);
}
