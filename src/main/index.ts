// The desktop program: Electron's entry, built by scripts/build. `npm start` runs it where Electron's binary is there.
import { startDesktop } from './electron/desktop.ts';

// koffi's calls and file reads share libuv's pool; it is sized at its first use.
process.env.UV_THREADPOOL_SIZE ??= '16';
startDesktop();
