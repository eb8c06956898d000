// The window: header, one page at a time, and what keeps it true.
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import styles from './App.module.css';
import { useConnectionLost } from './client/connection.ts';
import { useLiveUpdates } from './client/live.ts';
import { queryClient } from './client/queries.ts';
import { useRoute } from './client/route.ts';
import { HomePage } from './features/home/HomePage.tsx';
import { RunPage } from './features/runs/RunPage.tsx';
import { text } from './text.ts';
import { cssVariables, theme } from './theme.ts';
import { Note } from './ui/Note.tsx';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="dark" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <Window />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Window() {
  useLiveUpdates();
  const isLost = useConnectionLost();
  return (
    <>
      <header className={styles.header}>
        <a href="#/" className={styles.name}>
          {text.name}
        </a>
        <span className={styles.notice}>{text.notice}</span>
      </header>
      {isLost && (
        <div className={styles.lost}>
          <Note tone="warning">{text.connectionLost}</Note>
        </div>
      )}
      <main className={styles.main}>
        <Page />
      </main>
    </>
  );
}

function Page() {
  const route = useRoute();
  if (route.page === 'home') return <HomePage />;
  if (route.page === 'run') return <RunPage key={route.run} run={route.run} />;
  return <Note>{text.unknownPage}</Note>;
}
