// A process that prints a thousand lines and fails.
for (let line = 0; line < 1000; line++) process.stdout.write(`line ${line}\n`);
process.exitCode = 7;
process.disconnect?.();
