// Checks every import of src/ against the layer table: arrows never go up, each heavy library has one home, and
// only the engine's processes load TensorFlow.
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { guardedLibraries, type Layer, layers, tensorflowLibraries } from './layerTable.ts';

/** Tests, their support and the configuration of tools. */
const isOutsideTheHouse = /\.test\.tsx?$|\/testing\/|\.config\.ts$/;

/** The violations in these files (paths relative to `root`, with `/`), one sentence each. */
export function layerViolations(root: string, files: readonly string[]): string[] {
  const code = files.filter(path => /^src\/.*\.tsx?$/.test(path) && !isOutsideTheHouse.test(path));
  const sources = new Map(code.map(path => [path, readFileSync(join(root, path), 'utf8')]));
  return [...[...sources].flatMap(([path, source]) => violationsIn(path, source)), ...tensorflowLoaders(sources)];
}

/** The files that bring TensorFlow into a layer without it, by way of what they import; lazy imports do not count. */
export function tensorflowLoaders(sources: ReadonlyMap<string, string>): string[] {
  const targets = new Map([...sources].map(([path, source]) => [path, importsOf(source).filter(({ kind }) => kind === 'value')]));
  const isFree = (path: string) => !layers.find(({ files }) => files.test(path))?.loadsTensorflow;
  return [...sources.keys()].filter(isFree).flatMap(path => {
    const way = wayToTensorflow(path, file => (targets.get(file) ?? []).map(({ target }) => target));
    const [, next = ''] = way ?? [];
    const isBroughtByOther = sources.has(next) && isFree(next);
    if (way === null || isBroughtByOther) return [];
    return [`${path} loads TensorFlow, which only the engine's own processes may: ${way.join(' → ')}.`];
  });
}

/** The shortest chain of imports from a file to one of TensorFlow's packages, or null. */
function wayToTensorflow(start: string, targetsOf: (file: string) => string[]): string[] | null {
  const ways = [[start]];
  const seen = new Set([start]);
  for (const way of ways) {
    const importer = way.at(-1) ?? start;
    for (const target of targetsOf(importer)) {
      if (tensorflowLibraries.includes(libraryOf(target))) return [...way, target];
      const file = fileOf(importer, target);
      if (!target.startsWith('.') || seen.has(file)) continue;
      seen.add(file);
      ways.push([...way, file]);
    }
  }
  return null;
}

/** The violations in one file's source text. */
export function violationsIn(path: string, source: string): string[] {
  const layer = layers.find(({ files }) => files.test(path));
  if (layer === undefined) return [`${path} belongs to no layer; move it, or add its layer to scripts/check/layerTable.ts.`];
  return importsOf(source)
    .filter(({ target, kind }) => !isAllowed(layer, path, target, kind))
    .map(({ target, line }) => `${path}:${line} imports '${target}', which layer ${layer.name} may not. ${allowedIn(layer)}`);
}

interface Import {
  readonly target: string;
  readonly kind: 'value' | 'type' | 'lazy';
  readonly line: number;
}

const patterns: readonly [kind: Import['kind'], pattern: RegExp][] = [
  ['type', /^\s*(?:import|export)\s+type\s[^;'"]*?from\s*['"]([^'"]+)['"]/gm],
  ['value', /^\s*(?:import|export)\s+(?!type\s)[^;'"]*?from\s*['"]([^'"]+)['"]/gm],
  ['value', /^\s*import\s*['"]([^'"]+)['"]/gm],
  ['value', /\brequire\(\s*['"]([^'"]+)['"]/g],
  ['lazy', /\bimport\(\s*['"]([^'"]+)['"]/g],
];

/** Every import, re-export and `require` with a literal name, outside comments. */
function importsOf(source: string): Import[] {
  const code = source.replace(/^\s*\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, comment => comment.replace(/[^\n]/g, ' '));
  return patterns.flatMap(([kind, pattern]) =>
    [...code.matchAll(pattern)].map(({ 0: whole, 1: target = '', index }) => ({
      target,
      kind,
      line: code.slice(0, index + whole.length).split('\n').length,
    })),
  );
}

function isAllowed(layer: Layer, path: string, target: string, kind: Import['kind']): boolean {
  if (target.startsWith('.')) {
    const file = fileOf(path, target);
    return (
      file.startsWith('resources/') || [...layer.may, ...(kind === 'type' ? (layer.types ?? []) : [])].some(pattern => pattern.test(file))
    );
  }
  const library = libraryOf(target);
  return layer.libraries.includes(library) || (layer.libraries.includes('*') && !guardedLibraries.includes(library));
}

function fileOf(importer: string, target: string): string {
  return posix.normalize(posix.join(posix.dirname(importer), target));
}

/** The package that an import names, or `node:` for Node's own modules. */
function libraryOf(target: string): string {
  if (target.startsWith('node:')) return 'node:';
  const depth = target.startsWith('@') ? 2 : 1;
  return target.split('/').slice(0, depth).join('/');
}

function allowedIn({ libraries }: Layer): string {
  return `Its libraries are ${libraries.join(', ') || 'none'}; its layers stand in scripts/check/layerTable.ts.`;
}
