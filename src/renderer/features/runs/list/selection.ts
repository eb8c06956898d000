// Which rows are selected and where the keyboard stands: by run, so that a list that grows or is sorted anew keeps them.
export interface Selection {
  /** The run that the keyboard stands on; null before the first move. */
  active: string | null;
  /** Where a range began. */
  anchor: string | null;
  chosen: ReadonlySet<string>;
}

export const noSelection: Selection = { active: null, anchor: null, chosen: new Set() };

/** Moves the keyboard to a place; `extend` selects everything from the anchor to there, else that run alone. */
export function moveTo(ids: readonly string[], selection: Selection, index: number, extend: boolean): Selection {
  const at = Math.min(ids.length - 1, Math.max(0, index));
  const id = ids[at];
  if (id === undefined) return noSelection;
  if (!extend) return { active: id, anchor: id, chosen: new Set([id]) };
  const anchor = selection.anchor !== null && ids.includes(selection.anchor) ? selection.anchor : id;
  const from = ids.indexOf(anchor);
  return { active: id, anchor, chosen: new Set(ids.slice(Math.min(from, at), Math.max(from, at) + 1)) };
}

/** Takes one run in or out, and leaves the others. */
export function toggle(selection: Selection, id: string): Selection {
  const chosen = new Set(selection.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { active: id, anchor: id, chosen };
}
