// Runs: the list, or the run that the address names.
import { useRoute } from '../../client/route.ts';
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { RunsSection } from '../home/RunsSection.tsx';
import { RunPage } from './RunPage.tsx';

export function RunsPlace() {
  const [run] = useRoute().path;
  return <PlaceLayout>{run === undefined ? <RunsSection /> : <RunPage key={run} run={run} />}</PlaceLayout>;
}
