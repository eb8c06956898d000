// Dates and times as ISO writes them, in the reader's time zone.
export function formatDate(atMs: number): string {
  const date = new Date(atMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** To the second, for lines that follow each other quickly. */
export function formatDateToSecond(atMs: number): string {
  return `${formatDate(atMs)}:${String(new Date(atMs).getSeconds()).padStart(2, '0')}`;
}
