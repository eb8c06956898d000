// The window's frame: rail, top bar, the place that the address names, status bar.
import { Button } from '@mantine/core';
import { Suspense } from 'react';
import { useConnectionLost } from '../client/connection.ts';
import { hrefOf, useRoute } from '../client/route.ts';
import { ClosingSheet } from '../features/closing/index.ts';
import { ImportHost } from '../features/import/index.ts';
import { SettingsDrawer } from '../features/settings/SettingsDrawer.tsx';
import { text } from '../text/index.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Note } from '../ui/Note.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import styles from './Frame.module.css';
import { FrameCommands } from './FrameCommands.tsx';
import { HelpDrawer } from './HelpDrawer.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { StatusBar } from './StatusBar.tsx';
import { screens } from './screens.ts';
import { TopBar } from './TopBar.tsx';

export function Frame() {
  const isLost = useConnectionLost();
  return (
    <div className={styles.frame}>
      <FrameCommands />
      <TopBar />
      <Rail />
      <div className={styles.place}>
        <ClosingSheet />
        {isLost && (
          <div className={styles.lost} role="status">
            <Note tone="warning">{text.connectionLost}</Note>
          </div>
        )}
        <Place />
      </div>
      <StatusBar />
      <Palette />
      <HelpDrawer />
      <SettingsDrawer />
      <ImportHost />
    </div>
  );
}

function Place() {
  const { place } = useRoute();
  const Screen = place === 'unknown' ? undefined : screens[place];
  if (Screen === undefined) {
    return (
      <main>
        <EmptyState title={text.unknownPage} text={text.unknownPageHint}>
          <Button component="a" href={hrefOf('home')}>
            {text.toHome}
          </Button>
        </EmptyState>
      </main>
    );
  }
  return (
    <ErrorBoundary key={place}>
      <Suspense fallback={null}>
        <Screen />
      </Suspense>
    </ErrorBoundary>
  );
}
