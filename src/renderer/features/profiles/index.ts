// What other features may use of profiles.
export { Initials, ProfileBadge } from './ProfileBadge.tsx';
export { withProfile } from './profileSheet.ts';
