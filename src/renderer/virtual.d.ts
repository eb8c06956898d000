// Modules that the build makes (vite.config.ts).
declare module 'virtual:licences' {
  const licences: { name: string; version: string; licence: string; words: string }[];
  export default licences;
}
