// The parts of a split in counts, from its certificate.
import { type SplitCertificate, splitCertificateSchema } from '../../../shared/domain/dataset.ts';
import type { Split } from '../../store/split.ts';

export interface PartCounts {
  name: string;
  patients: number;
  scans: number;
}

export function datasetParts(split: Split): PartCounts[] {
  return partCounts(splitCertificateSchema.parse(split.certificate));
}

export function partCounts({ parts }: SplitCertificate): PartCounts[] {
  return parts.map(({ name, patients, scans }) => ({ name, patients, scans }));
}
