// Heat maps of the explain runs made from a run: up to four side by side, moved and enlarged together, and all the others to pick from.
import { useQuery } from '@tanstack/react-query';
import type { Explanations, RunDetails } from '../../../client/api.ts';
import { queries } from '../../../client/queries.ts';
import { go, hrefOf, useRoute } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import styles from './ExplainTab.module.css';
import { HeatMapLegend } from './HeatMapLegend.tsx';
import { LinkedMaps } from './LinkedMaps.tsx';
import { MapPicker } from './MapPicker.tsx';

export interface ShownMap {
  /** Unique among all maps of the run. */
  key: string;
  run: string;
  runName: string;
  classes: string[];
  row: Explanations['rows'][number];
}

const mostMaps = 4;

export function ExplainTab({ run }: { run: RunDetails }) {
  const query = useQuery(queries.explanations(run.id));
  const { query: address } = useRoute();
  return (
    <Loaded query={query}>
      {groups => {
        const maps = groups.flatMap(group =>
          group.rows.map(
            (row): ShownMap => ({
              key: `${group.id}:${row.item}:${row.path}`,
              run: group.id,
              runName: group.name,
              classes: group.classes,
              row,
            }),
          ),
        );
        if (maps.length === 0) return <EmptyState title={text.run.noHeatMaps} text={text.run.noHeatMapsText} />;
        const asked = address.maps?.split(' ') ?? [];
        const picked = maps.filter(({ key }) => asked.includes(key)).slice(0, mostMaps);
        const shown = picked.length > 0 ? picked : maps.slice(0, Math.min(mostMaps, maps.length));
        const pick = (key: string): void => {
          const keys = shown.map(map => map.key);
          const next = keys.includes(key) ? keys.filter(other => other !== key) : [...keys, key].slice(-mostMaps);
          go(hrefOf('runs', [run.id, 'explain'], { ...address, maps: next.length === 0 ? undefined : next.join(' ') }), { replace: true });
        };
        return (
          <div className={styles.explain}>
            <LinkedMaps maps={shown} />
            <HeatMapLegend />
            {maps.length > 1 && <MapPicker maps={maps} shown={shown} onPick={pick} />}
          </div>
        );
      }}
    </Loaded>
  );
}
