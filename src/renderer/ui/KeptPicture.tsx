// A picture by its address: the old one stays, dimmed, until the new one is there; where there is none, the reason that its address answers with.
import { type CSSProperties, useEffect, useState } from 'react';
import { text } from '../text/index.ts';
import styles from './KeptPicture.module.css';

interface Props {
  url: string;
  alt: string;
  className?: string | undefined;
  style?: CSSProperties | undefined;
  'data-wide'?: boolean;
}

export function KeptPicture({ url, alt, className = '', ...look }: Props) {
  const [shown, setShown] = useState(url);
  const [problem, setProblem] = useState<{ url: string; reason: string } | null>(null);
  useEffect(() => {
    if (url === shown) return;
    const coming = new Image();
    coming.onload = () => setShown(url);
    coming.onerror = () => void reasonOf(url).then(reason => setProblem({ url, reason }));
    coming.src = url;
    return () => {
      coming.onload = null;
      coming.onerror = null;
    };
  }, [url, shown]);
  if (problem?.url === url) {
    return (
      <p className={styles.problem} role="alert">
        {problem.reason}
      </p>
    );
  }
  return (
    <img
      {...look}
      className={`${styles.picture} ${className}`}
      src={shown}
      alt={alt}
      draggable={false}
      data-late={shown !== url}
      onError={() => void reasonOf(shown).then(reason => setProblem({ url: shown, reason }))}
    />
  );
}

async function reasonOf(url: string): Promise<string> {
  try {
    const answer: unknown = await (await fetch(url)).json();
    const error = typeof answer === 'object' && answer !== null && 'error' in answer ? answer.error : null;
    return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : text.noPicture;
  } catch {
    return text.noPicture;
  }
}
