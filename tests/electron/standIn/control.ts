// The line between the test and the stand-in, over the channel of the child process.

export type ToTest =
  | { kind: 'loaded'; debuggingPort: number; url: string; options: Record<string, unknown> }
  | { kind: 'dialog'; properties: string[] }
  | { kind: 'errorBox'; title: string; content: string }
  | { kind: 'menu'; template: unknown }
  | { kind: 'focused' }
  | { kind: 'opened'; url: string; action: string }
  | { kind: 'downloaded'; url: string }
  | { kind: 'stayed'; url: string };

export type FromTest = { kind: 'answerDialog'; filePaths: string[] } | { kind: 'closeWindow' };

const dialogAnswers: string[][] = [];
const listeners: ((message: FromTest) => void)[] = [];

process.on('message', (message: FromTest) => {
  if (message.kind === 'answerDialog') dialogAnswers.push(message.filePaths);
  for (const listener of listeners) listener(message);
});

export function tellTest(message: ToTest): void {
  process.send?.(message);
}

export function onTestMessage(listener: (message: FromTest) => void): void {
  listeners.push(listener);
}

/** What the user chooses next; nothing when the test prepared no answer. */
export function openDialogAnswer(): string[] {
  return dialogAnswers.shift() ?? [];
}
