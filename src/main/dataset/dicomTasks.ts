// Which DICOM files of a folder belong together: single pictures of one series are a stack, and a tomogram takes the fundus picture that
// its frames refer to along, wherever in the folder it lies.
import { AppError } from '../../shared/errors.ts';
import type { FileTask, InspectedFile } from './fileTask.ts';
import type { InspectedDicomFile } from './volumeTask.ts';

type Named = InspectedDicomFile & { path: string };

/** One for each series, named by its first file in the order given. */
export function dicomTasks(
  root: string,
  files: readonly { path: string }[],
  outcomes: ReadonlyMap<string, InspectedFile | AppError>,
): Extract<FileTask, { kind: 'dicom' }>[] {
  const found = files.flatMap(({ path }): Named[] => {
    const outcome = outcomes.get(path);
    if (outcome === undefined || outcome instanceof AppError || !('kind' in outcome) || outcome.kind !== 'dicom') return [];
    return [{ ...outcome, path }];
  });
  const byInstance = new Map(found.map(file => [file.instance, file]));
  return [...Map.groupBy(found, ({ stack }) => stack).values()].map(members => {
    const [first] = members as [Named];
    const picture = members.length === 1 && first.localizer !== null ? byInstance.get(first.localizer) : undefined;
    const localizer = picture === undefined || picture === first ? null : { path: picture.path, sha256: picture.sha256 };
    return { kind: 'dicom', root, path: first.path, paths: members.map(({ path, sha256 }) => ({ path, sha256 })), localizer };
  });
}
