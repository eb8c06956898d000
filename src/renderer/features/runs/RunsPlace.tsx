// Runs: the list, a comparison, or the run that the address names.
import { useRoute } from '../../client/route.ts';
import { ComparePage } from './compare/ComparePage.tsx';
import { comparePath } from './compare/compareAddress.ts';
import { RunList } from './list/RunList.tsx';
import { RunPage } from './page/RunPage.tsx';

export function RunsPlace() {
  const [run, tab] = useRoute().path;
  if (run === undefined) return <RunList />;
  return run === comparePath ? <ComparePage /> : <RunPage key={run} id={run} tab={tab} />;
}
