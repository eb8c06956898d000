// Whether the list of classes is open, and what is done with the chosen one.
import { create } from 'zustand';

export const useClassPicker = create<{ open: ((name: string) => void) | null }>()(() => ({ open: null }));
