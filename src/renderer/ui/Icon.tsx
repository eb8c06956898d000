// The few signs of this window, 16 px, stroke 1.5; they always stand beside a word.

const paths = {
  check: 'M3 8.5 6.5 12 13 4.5',
  dot: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  pause: 'M5.5 4v8M10.5 4v8',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5v3.2l2 1.3',
  cross: 'M4 4l8 8M12 4l-8 8',
  alert: 'M8 2.5 14 13H2L8 2.5M8 6.5v3M8 11.2v.1',
  back: 'M9.5 3.5 5 8l4.5 4.5',
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill={name === 'dot' ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
