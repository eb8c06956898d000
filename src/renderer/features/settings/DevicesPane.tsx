// What this computer offers and lacks.
import { DoctorSection } from './DoctorSection.tsx';

export function DevicesPane() {
  return <DoctorSection />;
}
