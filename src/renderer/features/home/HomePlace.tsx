// The first place: the runs of the workspace, and what this computer offers and lacks.
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { HomePage } from './HomePage.tsx';

export function HomePlace() {
  return (
    <PlaceLayout>
      <HomePage />
    </PlaceLayout>
  );
}
