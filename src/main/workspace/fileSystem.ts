// Refuses workspaces on network file systems, where SQLite's locks and shared memory cannot be trusted (https://sqlite.org/faq.html#q5).
// Magic numbers: statfs(2) and linux/magic.h.
import { readFileSync, realpathSync, statfsSync } from 'node:fs';
import { AppError } from '../../shared/errors.ts';

const networkFileSystems: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4283649346: 'CIFS',
  4266872130: 'SMB',
  16914839: '9p (for example a Windows drive in WSL2)',
  1397113167: 'AFS',
  1799439955: 'AFS',
  1937076805: 'Coda',
  22092: 'NCP',
  12805120: 'CephFS',
  198183888: 'Lustre',
  1196443219: 'GPFS',
  428016422: 'BeeGFS',
  2866260714: 'PanFS',
  1952539503: 'OCFS2',
  18225520: 'GFS2',
  2020557398: 'a VirtualBox shared folder',
};
const fuseMagic = 0x65735546;
/** FUSE file systems whose bytes lie on this machine; any other (sshfs, rclone, s3fs, virtiofs, …) may be remote. */
const localFuseTypes = [
  'fuseblk',
  'fuse.ntfs-3g',
  'fuse.exfat',
  'fuse.gocryptfs',
  'fuse.encfs',
  'fuse.mergerfs',
  'fuse.bindfs',
  'fuse.fuse-overlayfs',
];

/** The name of the network file system behind a statfs type, or null for a local one. `mountType` tells FUSE file systems apart. */
export function networkFileSystemName(statfsType: number, mountType: string | null): string | null {
  const magic = statfsType >>> 0;
  if (magic !== fuseMagic) return networkFileSystems[magic] ?? null;
  return mountType !== null && localFuseTypes.includes(mountType) ? null : (mountType ?? 'FUSE');
}

/** Type of the mount that holds an absolute path, from the text of /proc/self/mountinfo (proc(5)): the longest mount point wins. */
export function mountTypeOf(path: string, mountInfo: string): string | null {
  let best: { point: string; type: string } | null = null;
  for (const line of mountInfo.split('\n')) {
    const [before, after] = line.split(' - ');
    const point = before?.split(' ')[4]?.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    const type = after?.split(' ')[0];
    if (point === undefined || type === undefined) continue;
    const holds = path === point || path.startsWith(point.endsWith('/') ? point : `${point}/`);
    // A later mount on the same point hides the earlier one.
    if (holds && (best === null || point.length >= best.point.length)) best = { point, type };
  }
  return best?.type ?? null;
}

/** Errors: `environment` naming the file system and the way out. `statfsType`: for a folder that is there, that of its file system. */
export function assertLocalFileSystem(dir: string, statfsType = statfsSync(dir).type): void {
  const mountType = statfsType >>> 0 === fuseMagic ? mountTypeOf(realpathSync(dir), readFileSync('/proc/self/mountinfo', 'utf8')) : null;
  const name = networkFileSystemName(statfsType, mountType);
  if (name === null) return;
  throw new AppError(
    'environment',
    `Expected the workspace ${dir} on a local disk, received ${name}, where file locks and the database cannot be trusted. ` +
      'Choose a local folder with --workspace or FOVEA_WORKSPACE; the images themselves may stay on the network.',
    { details: { dir, fileSystem: name } },
  );
}
