// The store: one SQLite file per workspace (WAL, references enforced), checked and migrated when it is opened.
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import { artifactTable } from './artifact.ts';
import { type Backup, backupStore, backupStoreNow, integrityProblems, listBackups } from './backups.ts';
import { checkpointTable } from './checkpoint.ts';
import { datasetTable } from './dataset.ts';
import { evaluationTable } from './evaluation.ts';
import { importRootTable } from './importRoot.ts';
import { itemTable } from './item.ts';
import { jobTable } from './job.ts';
import { labelTable } from './label.ts';
import { metricTable } from './metric.ts';
import { assertNotNewer, migrate, readMigrations, schemaVersion } from './migrate.ts';
import { patientTable } from './patient.ts';
import { predictionTable } from './prediction.ts';
import { preferenceTable } from './preference.ts';
import { profileTable } from './profile.ts';
import { type Db, guarded, isDamage, rethrown, toStoreError } from './rows.ts';
import { runTable } from './run.ts';
import { runListTable } from './runList.ts';
import { runLogTable } from './runLog.ts';
import { settingTable } from './setting.ts';
import { splitTable } from './split.ts';
import { testOpeningTable } from './testOpening.ts';
import { volumeTable } from './volume.ts';

const keptBackups = 7;

export interface StoreOptions {
  mode: 'write' | 'read';
  backupsFolder: string;
}

export type Store = ReturnType<typeof openStore>;

/**
 * Opens the store at `path`; in write mode it is created and migrated (after a backup).
 * Errors: `damaged` naming the backups; `environment` for a store of another version; `notFound` in read mode without a store.
 */
export function openStore(path: string, options: StoreOptions) {
  const db = openChecked(path, options);
  const tables = {
    importRoots: guarded(importRootTable(db)),
    datasets: guarded(datasetTable(db)),
    patients: guarded(patientTable(db)),
    items: guarded(itemTable(db)),
    volumes: guarded(volumeTable(db)),
    labels: guarded(labelTable(db)),
    splits: guarded(splitTable(db)),
    runs: guarded(runTable(db)),
    runList: guarded(runListTable(db)),
    metrics: guarded(metricTable(db)),
    logs: guarded(runLogTable(db)),
    checkpoints: guarded(checkpointTable(db)),
    artifacts: guarded(artifactTable(db)),
    predictions: guarded(predictionTable(db)),
    evaluations: guarded(evaluationTable(db)),
    testOpenings: guarded(testOpeningTable(db)),
    jobs: guarded(jobTable(db)),
    profiles: guarded(profileTable(db)),
    settings: guarded(settingTable(db)),
    preferences: guarded(preferenceTable(db)),
  };
  return {
    path,
    ...tables,
    /** Runs `action` in one transaction; it commits whole or not at all. Transactions nest. */
    transaction: <T>(action: () => T): T => rethrown(() => db.transaction(action)()),
    /** The same for a person's work, which must survive a power cut once it is confirmed: the commit is synced to the disk. */
    durably: <T>(action: () => T): T =>
      rethrown(() => {
        // Inside another transaction it is that one's commit that counts.
        if (db.inTransaction) return db.transaction(action)();
        db.pragma('synchronous = FULL');
        try {
          return db.transaction(action)();
        } finally {
          db.pragma('synchronous = NORMAL');
        }
      }),
    /** What SQLite's check finds wrong; empty for a sound store. */
    integrityProblems: (): string[] => integrityProblems(db),
    /** Writes a backup unless the newest is younger than `maxAgeMs`; the store can be used meanwhile. */
    backup: async (maxAgeMs = 0, nowMs = Date.now()): Promise<Backup> => {
      const newest = listBackups(options.backupsFolder)[0];
      if (newest !== undefined && nowMs - newest.atMs < maxAgeMs) return newest;
      return backupStore(db, options.backupsFolder, { nowMs, keep: keptBackups });
    },
    close: (): void => {
      db.close();
    },
  };
}

function openChecked(path: string, options: StoreOptions): Db {
  if (options.mode === 'read' && !existsSync(path)) {
    throw new AppError('notFound', `Expected a store at ${path}, but there is none. Import images or start Fovea first.`, {
      details: { path },
    });
  }
  if (options.mode === 'write' && !existsSync(path)) refuseToReplace(path, options.backupsFolder);
  let db: Db | undefined;
  try {
    db = new Database(path, { readonly: options.mode === 'read', timeout: 5000 });
    const problems = integrityProblems(db);
    if (problems.length > 0) throw damagedStore(path, options.backupsFolder, problems.join('; '));
    const migrations = readMigrations();
    if (options.mode === 'write') {
      db.pragma('journal_mode = WAL');
      db.pragma('synchronous = NORMAL');
      const version = schemaVersion(db);
      if (version > 0 && version < migrations.length) {
        backupStoreNow(db, options.backupsFolder, { nowMs: Date.now(), keep: keptBackups });
      }
      migrate(db, migrations);
    } else {
      assertNotNewer(db, migrations);
      if (schemaVersion(db) < migrations.length) {
        const versions = `version ${migrations.length}, received version ${schemaVersion(db)}`;
        throw new AppError('environment', `Expected a store of ${versions}. Start Fovea once, which brings it up to date.`);
      }
    }
    return db;
  } catch (error) {
    db?.close();
    throw isDamage(error) ? damagedStore(path, options.backupsFolder, String(error), error) : toStoreError(error);
  }
}

/** Where there are backups there was a store: an empty one in its place would hide the loss. */
function refuseToReplace(path: string, backupsFolder: string): void {
  const [newest] = listBackups(backupsFolder);
  if (newest === undefined) return;
  throw new AppError(
    'damaged',
    `Expected the store ${path}, but it is missing, though there are backups of it. To go back to the newest, copy ${newest.path} to ${path}; ` +
      `to begin with an empty store, move ${backupsFolder} away.`,
    { details: { path, backupsFolder } },
  );
}

function damagedStore(path: string, backupsFolder: string, received: string, cause?: unknown): AppError {
  const backups = listBackups(backupsFolder);
  const advice =
    backups[0] === undefined
      ? `There is no backup in ${backupsFolder} yet; keep the damaged file, as SQLite's .recover may save most of it.`
      : `Nothing was changed. To go back to the newest backup, move ${path}, ${path}-wal and ${path}-shm away and copy ${backups[0].path} to ${path}.`;
  return new AppError('damaged', `Expected a sound store at ${path}, received: ${received}. ${advice}`, {
    details: { path, backupsFolder, backups: backups.map(backup => backup.path) },
    cause,
  });
}
