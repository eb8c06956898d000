// A thumbnail, asked for once its tile has stayed on screen; a file that is gone, changed or unreadable says so in its place.
import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { thumbnailUrl } from '../../../client/pictures.ts';
import { usePictureVersion } from '../../../client/pictureVersions.ts';
import { text } from '../../../text/index.ts';
import styles from './Picture.module.css';

/** A tile that only rushes by while the grid scrolls asks for nothing. */
const stayMs = 60;
const seen = new Set<string>();

export function Picture({ item, heightPx, px = 256 }: { item: string; heightPx: number; px?: 256 | 512 }) {
  const url = thumbnailUrl(item, px, { version: usePictureVersion(item) });
  const [shown, setShown] = useState(() => (seen.has(url) ? { item, url } : null));
  const [problem, setProblem] = useState<{ url: string; code: string } | null>(null);
  useEffect(() => {
    if (shown?.url === url) return;
    const timer = setTimeout(() => setShown({ item, url }), seen.has(url) || shown?.item === item ? 0 : stayMs);
    return () => clearTimeout(timer);
  }, [item, url, shown]);
  if (problem?.url === url) {
    return (
      <div className={styles.broken} style={{ height: heightPx }}>
        <IconPhotoOff size={20} stroke={1.5} aria-hidden />
        {text.data.problems[problem.code] ?? text.data.problems.other}
      </div>
    );
  }
  // Another picture of the same scan takes the place of the one that is there once it has come.
  if (shown?.item !== item) return <div className={styles.picture} style={{ height: heightPx }} />;
  return (
    <img
      className={styles.picture}
      style={{ height: heightPx }}
      src={shown.url}
      alt=""
      decoding="async"
      draggable={false}
      onLoad={() => seen.add(shown.url)}
      onError={() => void codeOf(shown.url).then(code => setProblem({ url: shown.url, code }))}
    />
  );
}

/** The picture's address answers with the reason when it has no picture. */
async function codeOf(url: string): Promise<string> {
  try {
    const answer: unknown = await (await fetch(url)).json();
    const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null;
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'other';
  } catch {
    return 'other';
  }
}
