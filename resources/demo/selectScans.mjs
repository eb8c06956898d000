// Chooses the scans of this folder from a copy of the Kermany data set (four class folders below the given one): whole patients with
// at most three scans; all those with scans of the two rare classes, then the others in a seeded order, CNV and NORMAL in turn, until
// the next one would pass the limit.
// Usage: node resources/demo/selectScans.mjs FOLDER      (Node 24)
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { randomGenerator, shuffled } from '../../src/shared/random.ts';

const rareClasses = ['DME', 'DRUSEN'];
const filledClasses = ['CNV', 'NORMAL'];
const classes = [...filledClasses, ...rareClasses];
const limitBytes = 11_900_000;
const seed = 1;
/** Patients with more scans are left out: many patients tell more than many scans of a few. */
const mostScans = 3;

const source = process.argv[2];
if (source === undefined) throw new Error('Usage: node resources/demo/selectScans.mjs FOLDER');
const scans = classes.flatMap(name =>
  readdirSync(join(source, name))
    .sort()
    .map(file => ({ name, file, patient: file.split('-')[1], sizeBytes: statSync(join(source, name, file)).size })),
);

/** The patients with scans of a class, none with too many scans of any. */
const patientsOf = name =>
  [...new Set(scans.filter(scan => scan.name === name).map(scan => scan.patient))]
    .filter(patient => scans.filter(scan => scan.patient === patient).length <= mostScans)
    .sort();

// A patient with scans in several classes is in several queues and is taken whole with the first.
const rare = rareClasses.flatMap(patientsOf);
const queues = filledClasses.map(name => shuffled(patientsOf(name), randomGenerator(seed, 'demo', name)));
const chosen = new Set();
let totalBytes = 0;
const take = patient => {
  if (chosen.has(patient)) return true;
  const sizeBytes = scans.filter(scan => scan.patient === patient).reduce((sum, scan) => sum + scan.sizeBytes, 0);
  if (totalBytes + sizeBytes > limitBytes) return false;
  chosen.add(patient);
  totalBytes += sizeBytes;
  return true;
};
rare.forEach(take);
for (let turn = 0; queues.some(queue => queue.length > 0); turn++) {
  const patient = queues[turn % queues.length].shift();
  if (patient !== undefined && !take(patient)) break;
}

for (const name of classes) {
  const target = join(import.meta.dirname, name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target);
  const files = scans.filter(scan => scan.name === name && chosen.has(scan.patient));
  for (const { file } of files) copyFileSync(join(source, name, file), join(target, file));
  process.stdout.write(`${name}: ${files.length} scans of ${new Set(files.map(scan => scan.patient)).size} patients\n`);
}
process.stdout.write(`${chosen.size} patients, ${totalBytes} bytes\n`);
