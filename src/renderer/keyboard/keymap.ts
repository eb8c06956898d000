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
  gridLeft: { scope: 'grid', keys: ['ArrowLeft'], label: 'Previous scan' },
  gridRight: { scope: 'grid', keys: ['ArrowRight'], label: 'Next scan' },
  gridUp: { scope: 'grid', keys: ['ArrowUp'], label: 'Scan above' },
  gridDown: { scope: 'grid', keys: ['ArrowDown'], label: 'Scan below' },
  gridFirst: { scope: 'grid', keys: ['Home'], label: 'First scan' },
  gridLast: { scope: 'grid', keys: ['End'], label: 'Last scan' },
  gridPageUp: { scope: 'grid', keys: ['PageUp'], label: 'One screen up' },
  gridPageDown: { scope: 'grid', keys: ['PageDown'], label: 'One screen down' },
  extendLeft: { scope: 'grid', keys: ['Shift+ArrowLeft'], label: 'Select to the left' },
  extendRight: { scope: 'grid', keys: ['Shift+ArrowRight'], label: 'Select to the right' },
  extendUp: { scope: 'grid', keys: ['Shift+ArrowUp'], label: 'Select upwards' },
  extendDown: { scope: 'grid', keys: ['Shift+ArrowDown'], label: 'Select downwards' },
  extendFirst: { scope: 'grid', keys: ['Shift+Home'], label: 'Select to the first scan' },
  extendLast: { scope: 'grid', keys: ['Shift+End'], label: 'Select to the last scan' },
  selectAll: { scope: 'grid', keys: ['Ctrl+A'], label: 'Select all' },
  quickLook: { scope: 'grid', keys: ['Space'], label: 'Quick look' },
  leaveGrid: { scope: 'grid', keys: ['Escape'], label: 'Close quick look or selection' },
  openItem: { scope: 'grid', keys: ['Enter'], label: 'Open in the viewer' },
  excludeItems: { scope: 'grid', keys: ['Delete'], label: 'Leave out of training, or take in again' },
  class1: { scope: 'label', keys: ['1'], label: 'Label as class 1' },
  class2: { scope: 'label', keys: ['2'], label: 'Label as class 2' },
  class3: { scope: 'label', keys: ['3'], label: 'Label as class 3' },
  class4: { scope: 'label', keys: ['4'], label: 'Label as class 4' },
  class5: { scope: 'label', keys: ['5'], label: 'Label as class 5' },
  class6: { scope: 'label', keys: ['6'], label: 'Label as class 6' },
  class7: { scope: 'label', keys: ['7'], label: 'Label as class 7' },
  class8: { scope: 'label', keys: ['8'], label: 'Label as class 8' },
  class9: { scope: 'label', keys: ['9'], label: 'Label as class 9' },
  pickClass: { scope: 'label', keys: ['C'], label: 'Label by the name of a class' },
  clearLabel: { scope: 'label', keys: ['0'], label: 'Take the label away' },
  ungradable: { scope: 'label', keys: ['U'], label: 'Label as ungradable' },
  flagItem: { scope: 'label', keys: ['M'], label: 'Flag, or take the flag away' },
  confirmSuggestion: { scope: 'label', keys: ['Enter'], label: "Confirm the model's suggestion" },
} as const satisfies Record<string, CommandSpec>;

export type CommandId = keyof typeof keymap;

export function commandSpec(id: CommandId): CommandSpec {
  return keymap[id];
}
