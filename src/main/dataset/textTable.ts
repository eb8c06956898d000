// Columns for a terminal.

/** Lines of a table: words to the left, numbers to the right, two spaces between columns. */
export function textTable(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map(row => String(row[column]).length)));
  const pad = (cell: string | number, column: number): string => {
    const isNumber = typeof rows[0]?.[column] === 'number';
    return isNumber ? String(cell).padStart(widths[column] ?? 0) : String(cell).padEnd(widths[column] ?? 0);
  };
  return [head, ...rows].map(row => row.map(pad).join('  ').trimEnd());
}
