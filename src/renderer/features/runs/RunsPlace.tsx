// Runs: the list, or the run that the address names.
import { useRoute } from '../../client/route.ts';
import { RunList } from './list/RunList.tsx';
import { RunPage } from './page/RunPage.tsx';

export function RunsPlace() {
  const [run, tab] = useRoute().path;
  return run === undefined ? <RunList /> : <RunPage key={run} id={run} tab={tab} />;
}
