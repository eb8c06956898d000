// Words about who works.
export const profilesText = {
  none: 'Nobody chosen yet',
  current: (name: string, initials: string) => `Works now: ${name}, ${initials}`,
  title: 'Who is working?',
  hint: 'Your initials stand on every label and decision. No account, no password; it stays on this computer.',
  choose: 'Choose yourself',
  add: 'Someone new',
  name: 'Name',
  initials: 'Initials',
  start: 'Start',
} as const;
