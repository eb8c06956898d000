// What the run was computed with, and its files.
import type { Choice } from '../../../shared/domain/choice.ts';
import { formatBytes } from '../../../shared/units.ts';
import type { RunDetails } from '../../client/api.ts';
import { text } from '../../text/index.ts';
import { Section } from '../../ui/Section.tsx';
import styles from './SettingsSection.module.css';

export function SettingsSection({ run }: { run: RunDetails }) {
  const { config, environment } = run;
  const { input, training } = config;
  const rows: [string, string][] = [
    ['Input', `${input.size.join(' × ')} px, ${input.channels === 1 ? 'grey' : 'RGB'}`],
    ['Fitting', config.steps.map(choiceText).join(', ') || 'none'],
    ['Architecture', choiceText(config.architecture)],
    ['Loss', choiceText(config.loss)],
    ['Optimizer', choiceText(config.optimizer)],
    ['Schedule', choiceText(config.schedule)],
    ['Augmentation', config.augment.map(choiceText).join(', ') || 'none'],
    ['Training', `${training.epochs} epochs, batch ${training.batchSize}, ${training.precision}`],
    ['Seed', String(config.seed)],
    ...(environment === null
      ? []
      : ([
          [
            'Computed by',
            `Fovea ${environment.app.version}, TensorFlow ${environment.tensorflow.version} (${environment.tensorflow.build})`,
          ],
          ['Device', `${deviceName(environment.device)}, ${environment.cpu.model}`],
        ] as [string, string][])),
    ['Folder', run.folder],
  ];
  return (
    <Section title={text.run.settings}>
      <dl className={styles.list}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {run.artifacts.length > 0 && <Files run={run} />}
    </Section>
  );
}

function Files({ run }: { run: RunDetails }) {
  const files = run.artifacts.filter(({ kind }) => kind !== 'overlay');
  return (
    <>
      <h3 className={styles.title}>{text.run.files}</h3>
      <ul className={styles.files}>
        {files.map(({ name, sizeBytes, problem }) => (
          <li key={name}>
            <a href={`/runs/${run.id}/files/${name.split('/').map(encodeURIComponent).join('/')}`} target="_blank" rel="noreferrer">
              {name}
            </a>{' '}
            {formatBytes(sizeBytes)} {problem}
          </li>
        ))}
      </ul>
    </>
  );
}

/** TensorFlow's own name says more than anyone asks: /job:localhost/replica:0/task:0/device:CPU:0. */
function deviceName(device: string): string {
  return device.split('device:').at(-1) ?? device;
}

function choiceText({ name, params }: Choice): string {
  const shown = Object.entries(params).map(([key, value]) => `${key} ${JSON.stringify(value)}`);
  return shown.length === 0 ? name : `${name} (${shown.join(', ')})`;
}
