// A mistake in one place must not take the window down: it is told, and the rest works.
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { text } from '../text/index.ts';
import { EmptyState } from '../ui/EmptyState.tsx';

export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <main role="alert">
        <EmptyState title={text.frame.brokenPlace} text={error.message}>
          <Button onClick={() => location.reload()}>{text.frame.reload}</Button>
        </EmptyState>
      </main>
    );
  }
}
