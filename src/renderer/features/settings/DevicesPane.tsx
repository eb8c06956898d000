// What this computer offers and lacks.
import { DoctorSection } from '../home/DoctorSection.tsx';

export function DevicesPane() {
  return <DoctorSection />;
}
