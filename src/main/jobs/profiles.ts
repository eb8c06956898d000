// Who works here: profiles of this workspace, and the one that the window writes into what is decided.
import { randomUUID } from 'node:crypto';
import { initialsOf, type Profile } from '../../shared/domain/label.ts';
import { AppError } from '../../shared/errors.ts';
import type { JobContext } from './context.ts';

/** Adds a person and makes them the current one. Errors: `usage` for an empty name; `conflict` for a name or initials that are taken. */
export function addProfile(context: JobContext, request: { name: string; initials?: string | undefined }): Profile {
  const { profiles } = context.workspace.store;
  const name = request.name.trim();
  if (name === '') throw new AppError('usage', 'Expected a name, received an empty one.');
  const known = profiles.list();
  const initials = (request.initials?.trim() || initialsOf(name)).toUpperCase();
  if (!/^[\p{L}\p{N}]{1,4}$/u.test(initials)) {
    throw new AppError('usage', `Expected initials of one to four letters, received '${initials}'.`);
  }
  if (known.some(profile => profile.name === name))
    throw new AppError('conflict', `There is a profile '${name}' already. Choose it, or another name.`);
  const other = known.find(profile => profile.initials === initials);
  if (other !== undefined) throw new AppError('conflict', `${initials} stands for ${other.name} already. Choose other initials.`);
  const profile = { id: randomUUID(), name, initials, colorIndex: known.length, createdMs: Date.now() };
  profiles.add(profile);
  return chooseProfile(context, profile.id);
}

/** Errors: `notFound`. */
export function chooseProfile(context: JobContext, id: string): Profile {
  const { profiles } = context.workspace.store;
  const profile = profiles.get(id);
  profiles.setCurrent(profile.id);
  context.notifications.publish({ topic: 'profiles' });
  return profile;
}

/** null before anyone was chosen. */
export function currentProfile({ workspace: { store } }: JobContext): Profile | null {
  const id = store.profiles.current();
  return id === null ? null : store.profiles.find(id);
}
