// Whose scan each file is, shown on real names; the pattern can be changed, and its effect is seen at once.
import { Button, Checkbox, TextInput } from '@mantine/core';
import type { ImportChoices } from '../../../shared/domain/importProposal.ts';
import type { AppError } from '../../../shared/errors.ts';
import { undefinedMark } from '../../../shared/units.ts';
import { text } from '../../text/index.ts';
import { Note } from '../../ui/Note.tsx';
import table from '../../ui/table.module.css';
import styles from './ImportDrawer.module.css';
import type { Proposal } from './useImportReview.ts';

const usualPattern = '(?<patient>[^/_]+)_[^/]*$';

interface Props {
  proposal: Proposal;
  isDisabled: boolean;
  /** Of a pattern that is none. */
  error: AppError | null;
  /** As a person has typed it. */
  pattern: string | undefined;
  onChoices: (choices: ImportChoices) => void;
}

export function PatientPart({ proposal, isDisabled, error, pattern, onChoices }: Props) {
  const { patientPattern, patientTable, withoutPatient, images, ownPatients } = proposal;
  const from = patientTable !== null ? text.import.byTable : patientPattern === null ? text.import.byNames : text.import.byPattern;
  const isPlain = pattern === undefined && withoutPatient === 0 && (patientTable !== null || patientPattern === null);
  return (
    <section className={styles.part} aria-label={text.import.patients}>
      <div className={styles.head}>
        <h3>
          {text.import.patients}
          {isPlain && <span>{from}</span>}
        </h3>
        {pattern === undefined && (
          <Button
            size="compact-xs"
            variant="default"
            disabled={isDisabled}
            onClick={() => onChoices({ patientPattern: patientPattern ?? usualPattern })}
          >
            {text.import.changePattern}
          </Button>
        )}
      </div>
      {pattern === undefined ? (
        !isPlain && (
          <Note>
            {withoutPatient > 0 ? text.import.unknownPatients(withoutPatient, images) : from}
            {withoutPatient === 0 && <code className={styles.pattern}>{patientPattern}</code>}
          </Note>
        )
      ) : (
        <TextInput
          size="xs"
          label={text.import.pattern}
          description={text.import.patternHelp}
          value={pattern}
          onChange={event => onChoices({ patientPattern: event.currentTarget.value })}
          error={error?.message ?? (withoutPatient > 0 ? text.import.unknownPatients(withoutPatient, images) : undefined)}
          disabled={isDisabled}
          classNames={{ input: styles.mono ?? '', description: styles.about ?? '' }}
        />
      )}
      <Examples examples={proposal.examples} />
      {withoutPatient > 0 && (
        <Checkbox
          size="xs"
          label={text.import.ownPatients}
          description={text.import.ownPatientsText}
          classNames={{ description: styles.about ?? '' }}
          checked={ownPatients}
          disabled={isDisabled}
          onChange={event => onChoices({ ownPatients: event.currentTarget.checked })}
        />
      )}
    </section>
  );
}

function Examples({ examples }: { examples: Proposal['examples'] }) {
  const { path, patient, eye } = text.import.example;
  const hasEye = examples.some(example => example.eye !== null);
  return (
    <table className={`${table.table} ${styles.examples}`}>
      <thead>
        <tr>
          <th scope="col">{path}</th>
          <th scope="col">{patient}</th>
          {hasEye && <th scope="col">{eye}</th>}
        </tr>
      </thead>
      <tbody>
        {examples.slice(0, 3).map(example => (
          <tr key={example.path}>
            <td className={styles.example} title={example.path}>
              <bdi>{example.path}</bdi>
            </td>
            <td>{example.patient ?? undefinedMark}</td>
            {hasEye && <td>{example.eye ?? undefinedMark}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
