// Where everything begins: open a folder, try the demo, or go on where one was (UX §1.2).

import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { text } from '../../text/index.ts';
import { AtWork } from './AtWork.tsx';
import { DatasetsSection } from './DatasetsSection.tsx';
import { DoctorNote } from './DoctorNote.tsx';
import styles from './HomePlace.module.css';
import { LatestRuns } from './LatestRuns.tsx';
import { Targets } from './Targets.tsx';

export function HomePlace() {
  return (
    <PlaceLayout>
      <div className={styles.page}>
        <title>{text.name}</title>
        <h1 className={styles.hidden}>{text.name}</h1>
        <DoctorNote />
        <Targets />
        <div className={styles.columns}>
          <DatasetsSection />
          <div className={styles.column}>
            <AtWork />
            <LatestRuns />
          </div>
        </div>
        <p className={styles.privacy}>{text.home.privacy}</p>
      </div>
    </PlaceLayout>
  );
}
