// The three devices as data: sampling, resolution, speckle, noise, roll-off, display and localizer of each. Sources: docs/reference/
// phantom.md, "Volumes"; where nothing is published the value is read off pictures and marked so there.

export const phantomDevices = ['cirrus', 'spectralis', 'topcon'] as const;
export type PhantomDevice = (typeof phantomDevices)[number];

export const scanPlaces = ['macula', 'disc'] as const;
export type ScanPlace = (typeof scanPlaces)[number];

/** B-scans lie along the columns of the localizer, the first one inferior. */
export interface ScanSize {
  readonly bscans: number;
  readonly rows: number;
  readonly columns: number;
  /** What the first to the last A-scan, and the first to the last B-scan, cover. */
  readonly widthUm: number;
  readonly heightUm: number;
}

export interface DeviceLook {
  readonly manufacturer: string;
  readonly model: string;
  readonly scans: Record<ScanPlace, ScanSize>;
  readonly rowUm: number;
  /** Of the samples in the device's own files. */
  readonly sampleBits: 8 | 16 | 32;
  /** Full width at half maximum of a point, in tissue. */
  readonly axialResolutionUm: number;
  readonly lateralResolutionUm: number;
  /** Frames averaged (ART), as the file says. */
  readonly averaged: number;
  /** Independent speckle patterns that they amount to. */
  readonly speckleLooks: number;
  /** How far a grain of speckle reaches (standard deviation in samples). */
  readonly grain: { readonly columns: number; readonly rows: number };
  /** Mean noise below the brightest layer; looks of the noise itself. */
  readonly noiseDb: number;
  readonly noiseLooks: number;
  /** Share of the noise taken away before the display, as devices do that show a black vitreous. */
  readonly noiseRemoved: number;
  /** How much quieter the noise is at the bottom of the scan than at its top. */
  readonly noiseFallsDb: number;
  /** Sensitivity lost from the top of the scan to its bottom. */
  readonly rollOffDb: number;
  /** Part of the depth at which the middle of the retina lies. */
  readonly retinaAt: number;
  /** Fourth root of power, or its logarithm: dB of white and of black below the brightest layer. */
  readonly display: { readonly kind: 'fourthRoot' } | { readonly kind: 'log'; readonly whiteDb: number; readonly blackDb: number };
  /** Between B-scans: standard deviation of the jitter, and the breathing under it. Zero where the device tracks the eye. */
  readonly motion: { readonly jitterUm: number; readonly driftUm: number; readonly breathUm: number; readonly bscansPerBreath: number };
  readonly localizer: {
    readonly rows: number;
    readonly columns: number;
    readonly pixelUm: number;
    readonly kind: 'infrared' | 'lineScan' | 'photograph';
  };
}

export const deviceLooks = {
  cirrus: {
    manufacturer: 'Carl Zeiss Meditec',
    model: 'Cirrus HD-OCT 4000',
    scans: {
      macula: { bscans: 128, rows: 1024, columns: 512, widthUm: 6000, heightUm: 6000 },
      disc: { bscans: 200, rows: 1024, columns: 200, widthUm: 6000, heightUm: 6000 },
    },
    rowUm: 2000 / 1024,
    sampleBits: 8,
    axialResolutionUm: 5,
    lateralResolutionUm: 15,
    averaged: 1,
    speckleLooks: 1.35,
    grain: { columns: 0.42, rows: 1.05 },
    noiseDb: 34,
    noiseLooks: 1.2,
    noiseRemoved: 0,
    noiseFallsDb: 0,
    rollOffDb: 5,
    retinaAt: 0.45,
    display: { kind: 'log', whiteDb: -6, blackDb: 43 },
    motion: { jitterUm: 3.5, driftUm: 40, breathUm: 14, bscansPerBreath: 55 },
    localizer: { rows: 512, columns: 664, pixelUm: 15.5, kind: 'lineScan' },
  },
  spectralis: {
    manufacturer: 'Heidelberg Engineering',
    model: 'Spectralis',
    scans: {
      macula: { bscans: 49, rows: 496, columns: 512, widthUm: 5866, heightUm: 5866 },
      disc: { bscans: 73, rows: 496, columns: 384, widthUm: 4400, heightUm: 4400 },
    },
    rowUm: 3.87,
    sampleBits: 32,
    axialResolutionUm: 7,
    lateralResolutionUm: 14,
    averaged: 16,
    speckleLooks: 13,
    grain: { columns: 0.6, rows: 0.62 },
    noiseDb: 33.5,
    noiseLooks: 8,
    noiseRemoved: 0.5,
    noiseFallsDb: 9,
    rollOffDb: 4,
    retinaAt: 0.42,
    display: { kind: 'fourthRoot' },
    motion: { jitterUm: 0, driftUm: 0, breathUm: 0, bscansPerBreath: 0 },
    localizer: { rows: 768, columns: 768, pixelUm: 11.46, kind: 'infrared' },
  },
  topcon: {
    manufacturer: 'Topcon',
    model: '3D OCT-2000',
    scans: {
      macula: { bscans: 128, rows: 885, columns: 512, widthUm: 6000, heightUm: 6000 },
      disc: { bscans: 128, rows: 885, columns: 512, widthUm: 6000, heightUm: 6000 },
    },
    rowUm: 2.6,
    sampleBits: 16,
    axialResolutionUm: 6,
    lateralResolutionUm: 20,
    averaged: 1,
    speckleLooks: 1.9,
    grain: { columns: 0.62, rows: 0.95 },
    noiseDb: 31,
    noiseLooks: 1.8,
    noiseRemoved: 0,
    noiseFallsDb: 1,
    rollOffDb: 8,
    retinaAt: 0.4,
    display: { kind: 'log', whiteDb: -3, blackDb: 40 },
    motion: { jitterUm: 5, driftUm: 55, breathUm: 20, bscansPerBreath: 48 },
    localizer: { rows: 640, columns: 720, pixelUm: 16, kind: 'photograph' },
  },
} as const satisfies Record<PhantomDevice, DeviceLook>;

/** From one sample to the next. */
export function spacingOf(look: DeviceLook, place: ScanPlace): { bscan: number; row: number; column: number } {
  const { bscans, columns, widthUm, heightUm } = look.scans[place];
  return { bscan: heightUm / (bscans - 1), row: look.rowUm, column: widthUm / (columns - 1) };
}
