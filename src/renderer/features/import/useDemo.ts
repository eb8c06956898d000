// The scans that come with Fovea: imported where they are not yet, then ready to be trained on.
import { useEffect } from 'react';
import type { DemoSize } from '../../../shared/domain/demo.ts';
import { api } from '../../client/api.ts';
import { go, hrefOf } from '../../client/route.ts';
import { useLongWork, type WorkProgress } from '../../client/useLongWork.ts';
import { notify } from '../../ui/notify.tsx';

export function useDemo(): {
  isWorking: boolean;
  progress: WorkProgress | null;
  openDemo: (classes?: DemoSize) => void;
  cancel: () => void;
} {
  const { start, cancel, isWorking, progress, error } = useLongWork<{ dataset: string; split: string }>();
  useEffect(() => {
    if (error !== null) notify.failed(error);
  }, [error]);
  const openDemo = (classes: DemoSize = 2): void => {
    void start(({ signal }) => api.datasets.importDemo.mutate({ classes }, { signal })).then(demo => {
      if (demo !== null) go(hrefOf('train', [demo.dataset], { split: demo.split }));
    });
  };
  return { isWorking, progress, openDemo, cancel };
}
