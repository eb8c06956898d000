// What places tell the frame: breadcrumb, status fields; and which panels are folded.
import { useEffect } from 'react';
import { create } from 'zustand';

export interface Crumb {
  label: string;
  href?: string | undefined;
}

interface FrameState {
  crumbs: readonly Crumb[];
  status: readonly string[];
  isLeftFolded: boolean;
  isRightFolded: boolean;
  isSettingsOpen: boolean;
  isHelpOpen: boolean;
}

export const useFrame = create<FrameState>()(() => ({
  crumbs: [],
  status: [],
  isLeftFolded: false,
  isRightFolded: false,
  isSettingsOpen: false,
  isHelpOpen: false,
}));

/** What follows the place's name in the top bar: data set, item. */
export function useBreadcrumb(crumbs: readonly Crumb[]): void {
  const text = JSON.stringify(crumbs);
  useEffect(() => {
    useFrame.setState({ crumbs: JSON.parse(text) });
    return () => useFrame.setState({ crumbs: [] });
  }, [text]);
}

/** Fields of the status bar, from left to right. */
export function useStatus(fields: readonly string[]): void {
  const text = JSON.stringify(fields);
  useEffect(() => {
    useFrame.setState({ status: JSON.parse(text) });
    return () => useFrame.setState({ status: [] });
  }, [text]);
}

export function togglePanels(): void {
  useFrame.setState(({ isLeftFolded, isRightFolded }) => {
    const fold = !(isLeftFolded && isRightFolded);
    return { isLeftFolded: fold, isRightFolded: fold };
  });
}
