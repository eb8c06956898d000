// What other features may use of volumes.
export { VolumeViewer } from './VolumeViewer.tsx';
