// The commands that work everywhere.
import { spotlight } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../client/queries.ts';
import { go, hrefOf, type PlaceId, runHref } from '../client/route.ts';
import { useCommands } from '../keyboard/useCommands.ts';
import { text } from '../text/index.ts';
import { notify } from '../ui/notify.tsx';
import { togglePanels, useFrame } from './frameState.ts';

export function FrameCommands() {
  const { data: jobs = [] } = useQuery(queries.jobs());
  const to = (place: PlaceId) => () => go(hrefOf(place));
  const [first] = jobs;
  useCommands('global', {
    palette: spotlight.open,
    help: () => useFrame.setState(({ isHelpOpen }) => ({ isHelpOpen: !isHelpOpen })),
    goHome: to('home'),
    goData: to('data'),
    goLabel: to('label'),
    goTrain: to('train'),
    goRuns: to('runs'),
    goUse: to('use'),
    toggleLeft: () => useFrame.setState(({ isLeftFolded }) => ({ isLeftFolded: !isLeftFolded })),
    toggleRight: () => useFrame.setState(({ isRightFolded }) => ({ isRightFolded: !isRightFolded })),
    togglePanels,
    jobs: first === undefined ? { run: () => undefined, disabled: text.frame.noJobs } : () => go(runHref(first.run)),
    settings: () => useFrame.setState({ isSettingsOpen: true }),
    copyLink: () => {
      navigator.clipboard.writeText(location.href).then(
        () => notify.done(text.frame.linkCopied),
        error => notify.failed(error),
      );
    },
  });
  return null;
}
