// The window: what surrounds its frame, and what keeps it true.
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useLiveUpdates } from './client/live.ts';
import { queryClient } from './client/queries.ts';
import { useDisplaySettings } from './features/settings/displaySettings.ts';
import { Frame } from './frame/Frame.tsx';
import { KeyListener } from './keyboard/KeyListener.tsx';
import { cssVariables, theme } from './theme.ts';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="dark" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queryClient}>
        <Window />
      </QueryClientProvider>
      <Notifications position="bottom-right" limit={4} transitionDuration={120} containerWidth={420} />
    </MantineProvider>
  );
}

function Window() {
  useLiveUpdates();
  useDisplaySettings();
  return (
    <>
      <KeyListener />
      <Frame />
    </>
  );
}
