// A volume as the window shows it: what its file says with what a person stated over it, how sure that is, and what else there is of the eye.

import type { VolumeHeader } from '../../../shared/domain/volume.ts';
import type { VolumeRelative, VolumeView } from '../../../shared/domain/volumeView.ts';
import { dataCard } from '../../dataset/formats/dataCard.ts';
import type { VolumeFormat } from '../../dataset/formats/volumeFormat.ts';
import { type VolumeReaderName, volumeReaders } from '../../dataset/formats/volumes.ts';
import type { TreeRow } from '../../store/volumeRows.ts';
import type { JobContext } from '../context.ts';
import { authorOf } from '../items/showItem.ts';
import { applyStatement } from './applyStatement.ts';
import { formatOptions } from './formatOptions.ts';
import { geometryCheck } from './geometryCheck.ts';
import { whyNoEnFace } from './noEnFace.ts';
import type { DescribedVolume } from './thread/volumeTasks.ts';
import { type ItemVolume, itemVolume } from './volumePlace.ts';

/** Errors: `notFound`; `unsupportedFormat` for an image; those of the readers; `damaged` for a file that is no longer the one imported. */
export async function showVolume(context: JobContext, id: string): Promise<VolumeView> {
  const found = itemVolume(context, id);
  const { place, statement, version } = found;
  const described = await context.volumes.ask('describe', place, {});
  const header = statedHeader(context, found, described);
  const { name, title, proof }: VolumeFormat = volumeReaders[place.format as VolumeReaderName];
  const options = formatOptions(place.format, place.options);
  return {
    item: id,
    format: { name, title, proof },
    ...{ header, statement, options, version },
    card: dataCard(header, { formatTitle: title, proof }).map(({ title: group, lines }) => ({ title: group, lines: [...lines] })),
    check: geometryCheck({ header, statement, options, uprightShare: described.uprightShare }),
    noEnFace: whyNoEnFace(header),
    relatives: relativesOf(context.workspace.store.volumes.ofPatient(id), id),
  };
}

/** What the file says with the person's word over it. */
export function statedHeader(context: JobContext, { item, volume, statement }: ItemVolume, { header }: DescribedVolume): VolumeHeader {
  const { profiles, volumes } = context.workspace.store;
  const event = volumes.history(item.id).findLast(({ kind, undoes }) => kind === 'statement' && undoes === null);
  const { author } = authorOf(event?.author ?? '', new Map(profiles.list().map(profile => [profile.id, profile])));
  return applyStatement(header, { statement, author, importedEye: volume.laterality });
}

/** Of the same patient, those of the other eye first, then what was taken with it, then other visits by date. */
function relativesOf(rows: readonly TreeRow[], id: string): VolumeRelative[] {
  const own = rows.find(({ item }) => item === id);
  if (own === undefined) return [];
  const order: readonly VolumeRelative['relation'][] = ['otherEye', 'sameVisit', 'followUp'];
  return rows
    .filter(({ item }) => item !== id)
    .map(row => ({
      ...{ item: row.item, relation: relationOf(own, row), laterality: row.laterality },
      ...{ acquiredAt: row.visit, scanPattern: row.scanPattern, bscans: row.bscans },
    }))
    .sort((a, b) => order.indexOf(a.relation) - order.indexOf(b.relation));
}

function relationOf(own: TreeRow, other: TreeRow): VolumeRelative['relation'] {
  if (own.laterality !== null && other.laterality !== null && own.laterality !== other.laterality) return 'otherEye';
  return own.visit === other.visit ? 'sameVisit' : 'followUp';
}
