// The whole way on the real scans that come with Fovea: import, split, train, evaluate, explain.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, Option } from 'commander';
import { type DemoSize, demoSets, tinyDemoClasses } from '../../../shared/domain/demo.ts';
import { AppError } from '../../../shared/errors.ts';
import { formatCount, formatEstimate } from '../../../shared/units.ts';
import type { Setting } from '../../backend.ts';
import { programFile } from '../../programFile.ts';
import { act, type CommandRun, collect, describe, researchUse } from '../command.ts';
import { progressLine } from '../progressLine.ts';
import { evaluationText } from '../runText.ts';
import { type Operations, type Session, withSession } from '../workspaces.ts';

const scansFolder = fileURLToPath(programFile('demo'));
const split = 'by-patient';
const seed = 1;
const explainedScans = 8;
const tinyClasses = tinyDemoClasses.map(({ name, patients }) => `${name} has ${formatCount(patients, 'patient')}`).join(', ');
const reason = 'the demo: one look at the end';

export function addDemo(program: Command): void {
  const command = describe(
    program.command('demo'),
    'CNV against NORMAL on real scans, from import to heat maps, in about two minutes.',
    'fovea demo --workspace ~/fovea-demo',
  );
  const sizes = Object.keys(demoSets);
  command.addOption(new Option('--classes <count>', 'CNV against NORMAL, or all four classes').choices(sizes).default('2'));
  command.option('--set <path=value>', 'one value of the configuration, as in train; can be repeated', collect);
  act<{ classes: `${DemoSize}`; set?: string[] }>(command, async (given, _args, { classes, set = [] }) => {
    const workspace = given.workspace ?? mkdtempSync(join(tmpdir(), 'fovea-demo-'));
    const run: CommandRun = { ...given, workspace };
    run.output.note(`Workspace: ${workspace}`);
    await withSession(run, (session, ops) =>
      demo(run, session, ops, { workspace, size: Number(classes) as DemoSize, set: set.map(ops.parseSetting) }),
    );
  });
}

async function demo(
  run: CommandRun,
  session: Session,
  ops: Operations,
  choices: { workspace: string; size: DemoSize; set: Setting[] },
): Promise<void> {
  const { output } = run;
  const { workspace, size, set } = choices;
  const { name: dataset } = demoSets[size];
  await prepareData(run, session, ops, size);
  if (size === 4) output.note(`${tinyClasses}: enough to see it work, too few to estimate how well they are told apart.`);
  output.note('Training …');
  const { run: trained } = await session.train({ dataset, split, seed, config: recipe, set });
  await session.watch(trained.id);
  const { run: evaluated } = await session.evaluate({ run: trained.id, reason, author: 'demo' });
  await session.watch(evaluated.id);
  const details = ops.showRun(session.context, evaluated.id);
  const view = details.evaluations.find(({ evaluation }) => evaluation.split === 'test');
  if (view === undefined) throw new AppError('internal', 'Expected a finished evaluation to have results, received none.');
  const items = ops.testItems(session.context, trained.id).slice(0, explainedScans);
  const { run: explained } = await session.explain({ run: trained.id, what: { items } }, {});
  await session.watch(explained.id);
  const { folder, rows } = ops.readExplanations(session.context, explained.id);
  const heatMaps = rows.map(({ path, overlay, flat }) => {
    return { name: path, overlay: overlay === null ? null : join(folder, overlay), ...(flat === undefined ? {} : { flat }) };
  });
  const { patients, overall } = view.evaluation.report;
  const summary = `Demo, ${formatCount(patients, 'patient')} held out: balanced accuracy ${formatEstimate(overall.balancedAccuracy, patients)}.`;
  const text = [
    evaluationText(view, ops),
    '',
    ...ops.textTable(
      ['explained scan', 'heat map'],
      heatMaps.map(({ name, overlay, flat }) => [name, overlay ?? flat ?? '']),
    ),
    '',
    `Contact sheet: ${join(folder, 'artifacts/contactSheet.png')}`,
    '',
    summary,
    'A demo on few patients: it shows that everything works, and says nothing about other eyes.',
    `Everything is kept in ${workspace}: fovea runs list --workspace ${workspace}`,
    researchUse,
  ].join('\n');
  output.result({ name: dataset, workspace, run: details, heatMaps, contactSheet: join(folder, 'artifacts/contactSheet.png') }, text);
}

/** In a workspace where the demo ran before, its data and split are used again. */
async function prepareData({ output, interruption }: CommandRun, session: Session, ops: Operations, size: DemoSize): Promise<void> {
  const { name: dataset, classes } = demoSets[size];
  const known = ops.listDatasets(session.context).find(({ name }) => name === dataset);
  if (known === undefined) {
    output.note('Importing the scans …');
    await session.importDataset(
      { folder: scansFolder, name: dataset, classes: [...classes] },
      { signal: interruption.signal, onProgress: progressLine(output) },
    );
  }
  if (known?.splits.includes(split) !== true) {
    await session.splitDataset({ dataset, name: split, ratios: [0.6, 0.15, 0.25], group: 'patient', seed });
  }
  const { certificate } = ops.showDataset(session.context, dataset).splits.find(({ name }) => name === split) ?? {};
  if (certificate !== undefined) output.note(ops.certificateText(certificate));
}

/** The default recipe, shorter and in smaller steps, as there are fewer scans. */
const recipe = { training: { epochs: 15, batchSize: 16 } };
