// The switches of Topcon files.
import { z } from 'zod';

export const topconParams = z.strictObject({
  contrast: z.enum(['stored', 'topconExport']).default('stored').meta({
    title: 'Contrast',
    description: '`topconExport`: 8-bit greys from 54 to 191 are spread over black to white, near what Topcon’s own DICOM export does.',
  }),
});
export type TopconParams = z.output<typeof topconParams>;

/** As private_eye measured it; LibOctData shows nearly the same (64 to 191). */
export const topconExportWindow = { low: 54, high: 191 } as const;
