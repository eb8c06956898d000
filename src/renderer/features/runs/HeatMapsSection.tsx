// What the network looked at: the overlays of the explain runs made from a run, with the legend that they need.
import { useQuery } from '@tanstack/react-query';
import inferno from '../../../../resources/colormaps/inferno.json';
import { formatShare } from '../../../shared/units.ts';
import type { Explanations, RunDetails } from '../../client/api.ts';
import { queries } from '../../client/queries.ts';
import { runHref } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Note } from '../../ui/Note.tsx';
import { Section } from '../../ui/Section.tsx';
import styles from './HeatMapsSection.module.css';

export function HeatMapsSection({ run }: { run: RunDetails }) {
  const query = useQuery(queries.explanations(run.id));
  return (
    <Section title={text.run.heatMaps}>
      <Loaded query={query}>
        {groups => {
          const shown = groups.filter(group => group.rows.length > 0);
          if (shown.length === 0) return <Note command={`bin/fovea explain ${run.name} PATH…`}>{text.run.noHeatMaps}</Note>;
          return (
            <>
              {shown.map(group => (
                <Gallery key={group.id} group={group} isOwn={group.id === run.id} />
              ))}
              <Legend />
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}

function Gallery({ group, isOwn }: { group: Explanations; isOwn: boolean }) {
  return (
    <>
      {!isOwn && (
        <h3 className={styles.group}>
          <a href={runHref(group.id)}>{group.name}</a>
        </h3>
      )}
      <div className={styles.gallery}>
        {group.rows.map(row => (
          <HeatMap key={row.item} run={group.id} classes={group.classes} row={row} />
        ))}
      </div>
    </>
  );
}

function HeatMap({ run, classes, row }: { run: string; classes: string[]; row: Explanations['rows'][number] }) {
  const { path, predicted, explained, probabilities, massOnFill, overlay, flat, method, layer } = row;
  const name = path.split('/').at(-1) ?? path;
  const answer = `${classes[predicted]} ${formatShare(probabilities[predicted] ?? Number.NaN, 100)}`;
  const fill = massOnFill === null ? '' : ` · ${formatShare(massOnFill, 100)} of the map on border fill`;
  const other = explained === predicted ? '' : ` · map for ${classes[explained]}`;
  return (
    <figure className={styles.figure}>
      <div className={styles.picture}>
        {overlay === null ? (
          <span className={styles.flat}>{flat ?? text.run.noMap}</span>
        ) : (
          <img
            src={fileUrl(run, overlay)}
            alt={`${method} heat map of ${name} for ${classes[explained]}`}
            title={`${path}, layer ${layer}`}
            loading="lazy"
          />
        )}
      </div>
      <figcaption className={styles.caption}>
        <span className={styles.name}>{name}</span>
        {answer}
        {other}
        {fill}
      </figcaption>
    </figure>
  );
}

function fileUrl(run: string, name: string): string {
  return `/runs/${run}/files/${name.split('/').map(encodeURIComponent).join('/')}`;
}

/** As the overlays are painted: nothing below 20 % of the scale, then up to 60 % opacity; over black and over bright tissue. */
function Legend() {
  const colors = inferno.colors.join('').match(/.{6}/g) ?? [];
  const stops = Array.from({ length: 17 }, (_, i) => {
    const share = i / 16;
    const alpha = 0.6 * Math.max(0, (share - 0.2) / 0.8);
    return `#${colors[Math.round(255 * share)]}${Math.round(255 * alpha)
      .toString(16)
      .padStart(2, '0')} ${100 * share}%`;
  });
  return (
    <div className={styles.legend}>
      <div
        className={styles.bar}
        style={{ background: `linear-gradient(to right, ${stops.join(', ')}), linear-gradient(#c0c0c0, #000000)` }}
      />
      <div className={styles.ticks}>
        <span>0</span>
        <span>20 %</span>
        <span>50 %</span>
        <span>80 %</span>
        <span>max</span>
      </div>
      <p className={styles.note}>{text.run.legend}</p>
    </div>
  );
}
