// What is tested is what is built; the same sources are built once.
import { buildDesktop } from '../../scripts/build/build.ts';

export default async function buildFirst(): Promise<void> {
  await buildDesktop();
}
