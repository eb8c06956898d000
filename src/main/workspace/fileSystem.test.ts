import { expect, test } from 'vitest';
import { scratchFolder } from '../jobs/testing/scratch.ts';
import { assertLocalFileSystem, mountTypeOf, networkFileSystemName } from './fileSystem.ts';

test('network file systems are known by their statfs type, also where it comes as a negative number', () => {
  expect(networkFileSystemName(0x6969, null)).toBe('NFS');
  expect(networkFileSystemName(0xff534d42, null)).toBe('CIFS');
  expect(networkFileSystemName(0xff534d42 | 0, null)).toBe('CIFS');
  expect(networkFileSystemName(0xfe534d42, null)).toBe('SMB');
  expect(networkFileSystemName(0x01021997, null)).toContain('9p');
  for (const local of [0xef53, 0x9123683e, 0x58465342, 0x01021994, 0x794c7630]) expect(networkFileSystemName(local, null)).toBeNull();
});

test('of FUSE file systems only those with their bytes on this machine are let through', () => {
  const fuse = 0x65735546;
  expect(networkFileSystemName(fuse, 'fuse.sshfs')).toBe('fuse.sshfs');
  expect(networkFileSystemName(fuse, 'fuse.gocryptfs')).toBeNull();
  expect(networkFileSystemName(fuse, 'fuseblk')).toBeNull();
  expect(networkFileSystemName(fuse, null)).toBe('FUSE');
});

test('the mount of a path is the longest mount point above it, the latest of several', () => {
  const mountInfo = [
    '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
    '90 22 0:50 / /mnt/lab\\040share rw shared:2 master:1 - fuse.sshfs host:/data rw,user_id=0',
    '91 22 0:51 / /mnt/lab rw - xfs /dev/sdb rw',
    '92 22 0:52 / /mnt/lab rw - fuse.gocryptfs gocryptfs rw',
  ].join('\n');
  expect(mountTypeOf('/home/ada', mountInfo)).toBe('ext4');
  expect(mountTypeOf('/mnt/lab share/fovea', mountInfo)).toBe('fuse.sshfs');
  expect(mountTypeOf('/mnt/lab/fovea', mountInfo)).toBe('fuse.gocryptfs');
  expect(mountTypeOf('/mnt/laboratory', mountInfo)).toBe('ext4');
  expect(mountTypeOf('/x', '')).toBeNull();
});

test('the disk that tests run on is local', () => {
  const folder = scratchFolder();
  assertLocalFileSystem(folder.path);
  folder.remove();
});

test('a folder on the network is refused with its file system, the reason and the way out', () => {
  const message =
    'Expected the workspace /mnt/lab/fovea on a local disk, received NFS, where file locks and the database cannot be trusted. ' +
    'Choose a local folder with --workspace or FOVEA_WORKSPACE; the images themselves may stay on the network.';
  expect(() => assertLocalFileSystem('/mnt/lab/fovea', 0x6969)).toThrow(expect.objectContaining({ code: 'environment', message }));
});
