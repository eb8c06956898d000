// Visits every scene with axe-core and returns what breaks WCAG 2.2 at level AA, a line each. Part of `npm run check`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { visitScenes } from './visit.ts';

interface Violation {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary?: string }[];
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const options = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };

export async function accessibilityProblems(only?: string): Promise<{ scenes: number; problems: string[] }> {
  const problems: string[] = [];
  let visited = 0;
  const visits = visitScenes({ sizes: [{ width: 1280, height: 720 }], only, bypassPolicy: true }, async (page, { name }) => {
    visited += 1;
    await page.evaluate(axe);
    const violations = (await page.evaluate(
      `axe.run(document, ${JSON.stringify(options)}).then(result => result.violations)`,
    )) as Violation[];
    for (const { id, help, nodes } of violations) {
      for (const { target, failureSummary = '' } of nodes) {
        problems.push(`${name}: ${id}: ${help}: ${target.join(' ')}: ${failureSummary.replaceAll(/\s+/g, ' ')}`);
      }
    }
  });
  // A scene that fails is a problem of its own; what the others have stays told.
  await visits.catch(error => problems.push(error instanceof Error ? error.message : String(error)));
  return { scenes: visited, problems };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { scenes, problems } = await accessibilityProblems(process.argv[2]);
  process.stdout.write([...problems, `${scenes} screens, ${problems.length} violations`, ''].join('\n'));
  process.exitCode = problems.length === 0 ? 0 : 1;
}
