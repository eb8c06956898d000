// Every command of the window with its scope, its keys and its words. The palette, the F1 sheet, tooltips and the keymap test read this
// table. Letters and `, .` match by character, digits and brackets by physical key (matchKey.ts).

/** From outside to inside: the inner scope wins. `dialog` is the only one beside `global` that acts while a dialog has the focus. */
export const scopes = ['global', 'table', 'grid', 'viewer', 'label', 'review', 'train', 'run', 'dialog'] as const;
export type Scope = (typeof scopes)[number];

export interface CommandSpec {
  scope: Scope;
  /** Equal alternatives; may be empty for a command of the palette alone. */
  keys: readonly string[];
  label: string;
}

export const keymap = {
  palette: { scope: 'global', keys: ['Ctrl+K'], label: 'Command palette' },
  help: { scope: 'global', keys: ['F1'], label: 'Keys of this view' },
  goHome: { scope: 'global', keys: ['Ctrl+1'], label: 'Go to Home' },
  goData: { scope: 'global', keys: ['Ctrl+2'], label: 'Go to Data' },
  goLabel: { scope: 'global', keys: ['Ctrl+3'], label: 'Go to Label' },
  goTrain: { scope: 'global', keys: ['Ctrl+4'], label: 'Go to Train' },
  goRuns: { scope: 'global', keys: ['Ctrl+5'], label: 'Go to Runs' },
  goUse: { scope: 'global', keys: ['Ctrl+6'], label: 'Go to Use' },
  toggleLeft: { scope: 'global', keys: ['Ctrl+B'], label: 'Show or hide the left panel' },
  toggleRight: { scope: 'global', keys: ['Ctrl+Shift+B'], label: 'Show or hide the right panel' },
  togglePanels: { scope: 'global', keys: ['F9'], label: 'Show or hide both panels' },
  jobs: { scope: 'global', keys: ['J'], label: 'Jobs' },
  settings: { scope: 'global', keys: ['Ctrl+,'], label: 'Settings' },
  undo: { scope: 'global', keys: ['Ctrl+Z'], label: 'Undo' },
  redo: { scope: 'global', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'], label: 'Redo' },
  find: { scope: 'global', keys: ['Ctrl+F'], label: 'Filter' },
  copyLink: { scope: 'global', keys: [], label: 'Copy link to this view' },
} as const satisfies Record<string, CommandSpec>;

export type CommandId = keyof typeof keymap;

export function commandSpec(id: CommandId): CommandSpec {
  return keymap[id];
}
