/** Packages with machine code. They stay packages, beside what is built; everything else is built in. */
export const nativePackages: readonly string[] = ['better-sqlite3', 'koffi', 'sharp'];
