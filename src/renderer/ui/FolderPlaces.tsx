// Where one begins to look: home, what is in it by custom, drives, and where folders were opened lately.
import { IconClock, IconDeviceDesktop, IconFolder, IconHome } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { folderQueries } from '../client/queries/folders.ts';
import { text } from '../text/index.ts';
import styles from './FolderPicker.module.css';

const icons = { home: IconHome, usual: IconFolder, drive: IconDeviceDesktop, recent: IconClock } as const;

export function FolderPlaces({ path, onPath }: { path: string; onPath: (path: string) => void }) {
  const { data: places = [] } = useQuery(folderQueries.places());
  return (
    <nav className={styles.places} aria-label={text.folder.begin}>
      {places.map(place => {
        const Icon = icons[place.kind];
        return (
          <button
            key={`${place.kind} ${place.path}`}
            type="button"
            className={styles.place}
            title={place.path}
            data-here={place.path === path}
            onClick={() => onPath(place.path)}
          >
            <Icon size={14} stroke={1.5} aria-hidden />
            <span>{place.name}</span>
          </button>
        );
      })}
    </nav>
  );
}
