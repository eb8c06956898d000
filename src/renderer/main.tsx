import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
// Starts the window.
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { listenToShell } from './features/closing/index.ts';

const root = document.getElementById('root');
if (root !== null) {
  listenToShell();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
