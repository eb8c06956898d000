// Worker thread of writePhantom: renders one scan, writes its image and its mask.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeJpeg, encodePng } from '../formats/sharpCodec.ts';
import { serveTasks } from '../workerPool.ts';
import { renderPhantomScan } from './phantom.ts';
import { phantomParameters } from './phantomParameters.ts';
import type { PhantomRow, PhantomTask } from './writePhantom.ts';

serveTasks<PhantomTask, PhantomRow>(async ({ folder, order }) => {
  const scan = renderPhantomScan(order);
  const { image, mask, stem } = scan;
  const file = `images/${scan.class}/${stem}.jpeg`;
  await writeFile(join(folder, file), await encodeJpeg(image, phantomParameters.optics.jpegQuality));
  await writeFile(join(folder, 'masks', scan.class, `${stem}.png`), await encodePng(mask));
  return {
    file,
    class: scan.class,
    patient: scan.patient,
    eye: scan.eye,
    severity: Number(scan.severity.toFixed(3)),
    rows: image.rows,
    columns: image.columns,
    rowUm: scan.rowUm,
    columnUm: Number(scan.columnUm.toFixed(3)),
  };
});
