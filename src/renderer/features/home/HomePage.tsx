// The first page: the runs of the workspace, and what this computer offers and lacks.

import { text } from '../../text/index.ts';
import { DoctorSection } from './DoctorSection.tsx';
import styles from './HomePage.module.css';
import { RunsSection } from './RunsSection.tsx';

export function HomePage() {
  return (
    <div className={styles.page}>
      <title>{text.name}</title>
      <RunsSection />
      <DoctorSection />
    </div>
  );
}
