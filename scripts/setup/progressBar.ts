// Tells a person how far a long piece of work is: a bar in a terminal, a line every quarter of the way in a log.

const barWidth = 24;

/** Where progress and messages go: process.stderr, or anything that takes text. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** `update` takes what is done of `total`, in bytes; `finish` ends the line. */
export interface ProgressBar {
  update(doneBytes: number): void;
  finish(): void;
}

export function progressBar(title: string, totalBytes: number, stream: Output): ProgressBar {
  const startedMs = performance.now();
  let shownMs = 0;
  let quarters = 0;
  const line = (doneBytes: number): string => {
    const share = Math.min(1, doneBytes / totalBytes);
    const bytesPerSecond = (doneBytes / (performance.now() - startedMs)) * 1000;
    const left = share > 0 && share < 1 ? `, ${Math.ceil((totalBytes - doneBytes) / bytesPerSecond)} s left` : '';
    const bar = stream.isTTY ? `[${'#'.repeat(share * barWidth).padEnd(barWidth, '.')}] ` : '';
    return `${title} ${bar}${Math.floor(share * 100)} %, ${megabytes(doneBytes)} of ${megabytes(totalBytes)} MB${left}`;
  };
  return {
    update(doneBytes) {
      const isDone = doneBytes >= totalBytes;
      if (stream.isTTY && (isDone || performance.now() - shownMs > 100)) {
        shownMs = performance.now();
        stream.write(`\r\x1b[2K${line(doneBytes)}`);
      }
      if (!stream.isTTY && doneBytes * 4 >= totalBytes * (quarters + 1)) {
        quarters = Math.floor((doneBytes / totalBytes) * 4);
        stream.write(`${line(doneBytes)}\n`);
      }
    },
    finish() {
      if (stream.isTTY) stream.write('\n');
    },
  };
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
