// The six places of the window (UX §1.1): rail, keys and breadcrumb read this table; Frame loads the screens.
import { IconCloudUpload, IconFlask, IconHome, IconList, IconPhoto, IconTags } from '@tabler/icons-react';
import type { PlaceId } from '../client/route.ts';
import type { CommandId } from '../keyboard/keymap.ts';

export interface PlaceSpec {
  id: PlaceId;
  name: string;
  command: CommandId;
  Icon: typeof IconHome;
}

export const places: readonly PlaceSpec[] = [
  { id: 'home', name: 'Home', command: 'goHome', Icon: IconHome },
  { id: 'data', name: 'Data', command: 'goData', Icon: IconPhoto },
  { id: 'label', name: 'Label', command: 'goLabel', Icon: IconTags },
  { id: 'train', name: 'Train', command: 'goTrain', Icon: IconFlask },
  { id: 'runs', name: 'Runs', command: 'goRuns', Icon: IconList },
  { id: 'use', name: 'Use', command: 'goUse', Icon: IconCloudUpload },
];
