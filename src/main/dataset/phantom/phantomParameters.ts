// The one table of numbers behind the OCT phantom. Fixed before anything is trained on it; bump `version` with every change.
// Thickness: mean per ETDRS ring of BMC Ophthalmology 2018, 18:169, table 6 (doi 10.1186/s12886-018-0842-y), see docs/reference/phantom.md.
// Grey: the level at which a layer shows in a fourth-root display (power = (grey / 255)^4), read off real B-scans.

/** Drawn uniformly between the two. */
export type Range = readonly [low: number, high: number];
/** Drawn from a normal distribution, cut at low and high. */
export interface Spread {
  readonly mean: number;
  readonly sd: number;
  readonly low: number;
  readonly high: number;
}

/** Thickness over eccentricity, cut at 0: `fovea` at the centre, `peak` around the pit, `outer` far out; `pitRadiusUm` is how wide the pit is. */
export interface LayerShape {
  readonly foveaUm: number;
  readonly peakUm: number;
  readonly outerUm: number;
  readonly pitRadiusUm: number;
  /** Relative standard deviation of the thickness between patients. */
  readonly sd: number;
  readonly grey: number;
  /** How gradually the layer above turns into this one. */
  readonly edgeUm: number;
}

/** Layers between vitreous and Bruch's membrane, from the top (names: IN•OCT consensus, Staurenghi et al., Ophthalmology 2014). */
export const retinalLayers = {
  rnfl: { foveaUm: 4, peakUm: 15.6, outerUm: 20.6, pitRadiusUm: 350, sd: 0.12, grey: 112, edgeUm: 5 },
  gcl: { foveaUm: -2.4, peakUm: 76.4, outerUm: 22.2, pitRadiusUm: 750, sd: 0.11, grey: 78, edgeUm: 12 },
  ipl: { foveaUm: 2.9, peakUm: 52.3, outerUm: 22, pitRadiusUm: 550, sd: 0.08, grey: 90, edgeUm: 16 },
  inl: { foveaUm: 1, peakUm: 46.3, outerUm: 28.4, pitRadiusUm: 550, sd: 0.09, grey: 63, edgeUm: 12 },
  opl: { foveaUm: 13.6, peakUm: 37.5, outerUm: 22.9, pitRadiusUm: 450, sd: 0.1, grey: 80, edgeUm: 12 },
  onl: { foveaUm: 100.3, peakUm: 73.4, outerUm: 47.8, pitRadiusUm: 450, sd: 0.1, grey: 53, edgeUm: 18 },
  elm: { foveaUm: 5, peakUm: 5, outerUm: 5, pitRadiusUm: 450, sd: 0.03, grey: 86, edgeUm: 4 },
  myoid: { foveaUm: 26, peakUm: 24, outerUm: 23, pitRadiusUm: 450, sd: 0.04, grey: 55, edgeUm: 5 },
  ez: { foveaUm: 17, peakUm: 16, outerUm: 15.5, pitRadiusUm: 450, sd: 0.04, grey: 178, edgeUm: 4 },
  os: { foveaUm: 20.8, peakUm: 14.3, outerUm: 13.2, pitRadiusUm: 450, sd: 0.05, grey: 128, edgeUm: 5 },
  iz: { foveaUm: 8, peakUm: 8, outerUm: 8, pitRadiusUm: 450, sd: 0.04, grey: 150, edgeUm: 5 },
  rpe: { foveaUm: 18.2, peakUm: 16.7, outerUm: 12.8, pitRadiusUm: 450, sd: 0.05, grey: 208, edgeUm: 4 },
} as const satisfies Record<string, LayerShape>;

export type RetinalLayer = keyof typeof retinalLayers;

/** Pixel labels of the ground-truth masks. */
export const lesionLabels = { none: 0, irf: 1, srf: 2, subRpe: 3, cnvMembrane: 4 } as const;

export const phantomClasses = ['CNV', 'DME', 'DRUSEN', 'NORMAL'] as const;
export type PhantomClass = (typeof phantomClasses)[number];

export const phantomParameters = {
  version: 1,

  anatomy: {
    overallThickness: { mean: 1, sd: 0.035, low: 0.9, high: 1.1 },
    pitRadius: { mean: 1, sd: 0.12, low: 0.7, high: 1.35 },
    eyeAsymmetrySd: 0.012,
    /** Extra nerve fibres towards the disc (nasal) and along the arcades (superior and inferior). */
    rnflNasalSlope: 0.0175,
    rnflNasalStartUm: 700,
    rnflArcuateUm: 15,
    rnflArcuateAtUm: 2200,
    discMarginUm: { mean: 3750, sd: 150, low: 3400, high: 4100 },
    /** Height of Bruch's membrane 3 mm from the fovea, above its height at the fovea. */
    curvatureUm: { mean: 85, sd: 85, low: -60, high: 280 },
    /** Subfoveal; IOVS 2011, 52:7019: 298 ± 82 µm. */
    choroidThicknessUm: { mean: 295, sd: 80, low: 130, high: 480 },
    choroidPenetration: { mean: 1, sd: 0.18, low: 0.65, high: 1.5 },
    boundaryRoughnessUm: [0.3, 1],
    retinalVessels: [3, 8],
    vesselTransmission: [0.2, 0.65],
    vesselDepthUm: [6, 28],
    vesselGrey: [95, 125],
    vesselCapGrey: [135, 175],
    vesselDiameterUm: [45, 130],
    vesselFreeRadiusUm: 500,
    hyaloidProbability: 0.22,
    hyaloidHeightUm: [60, 420],
    hyaloidGrey: [42, 72],
  },

  scan: {
    /** Sizes seen in the Kermany set: 20° and 30° lines in the high-speed and the high-resolution mode. */
    sizes: [
      { columns: 512, rows: 496, fieldUm: 5800, correlationColumns: [0.5, 0.75], weight: 0.36 },
      { columns: 768, rows: 496, fieldUm: 8700, correlationColumns: [0.3, 0.5], weight: 0.22 },
      { columns: 1024, rows: 496, fieldUm: 5800, correlationColumns: [0.8, 1.1], weight: 0.28 },
      { columns: 1536, rows: 496, fieldUm: 8700, correlationColumns: [0.3, 0.6], weight: 0.06 },
      { columns: 512, rows: 512, fieldUm: 5800, correlationColumns: [0.5, 0.75], weight: 0.08 },
    ],
    rowUm: 3.87,
    foveaOffsetUm: { mean: 0, sd: 330, low: -800, high: 800 },
    superiorUm: { mean: 0, sd: 250, low: -700, high: 700 },
    tiltUmPerMm: { mean: 0, sd: 30, low: -75, high: 75 },
    undulationUm: [0, 9],
    /** Rows kept free above the normal retina and below its pigment epithelium. */
    marginTopRows: 70,
    marginBottomRows: 130,
    darkSideProbability: 0.07,
    darkSideColumns: [4, 40],
    reflexProbability: 0.2,
    reflexDashes: [1, 4],
    reflexGrey: [60, 95],
    reflexHalfWidthUm: [40, 110],
  },

  /** White corners left by registering a moved frame: rotation and shift of the frame in pixels. */
  fill: {
    noneProbability: 0.24,
    rotationDegrees: { mean: 0, sd: 2.3, low: -7, high: 6 },
    shiftRows: { mean: 0, sd: 18, low: -65, high: 60 },
    shiftColumns: { mean: 0, sd: 3, low: -16, high: 16 },
  },

  optics: {
    exposureSd: 0.42,
    vignettingSd: 0.22,
    axialBlurRows: [0.75, 1.05],
    lateralBlurUm: [7, 11],
    speckleLooks: [5, 22],
    /** Share of scans that are single frames or poorly tracked, with few looks. */
    noisyProbability: 0.1,
    noisySpeckleLooks: [1.6, 4],
    noisyNoiseGain: [2, 4],
    noiseGrey: [34, 46],
    noiseLooks: [1, 1.6],
    noiseFloor: [0.3, 0.75],
    /** Share of the noise left at the bottom of the scan. */
    noiseAtBottom: [0.02, 0.2],
    correlationRows: [0.55, 0.75],
    resampleBlurPixels: [0.35, 0.55],
    rollOff: [0, 0.9],
    logDisplayProbability: 0.2,
    contrast: { mean: 1, sd: 0.08, low: 0.82, high: 1.2 },
    jpegQuality: 72,
  },

  tissue: {
    bruchGrey: 118,
    bruchUm: 4,
    /** Power below Bruch's membrane: near and deep exponentials (power, length in µm). */
    choroidNear: { power: 0.05, lengthUm: 42 },
    choroidDeep: { power: 0.0052, lengthUm: 105 },
    scleraGain: 1.35,
    nerveGrey: 125,
    nerveLengthUm: 110,
    depositTextureSd: 0.32,
    fluidGrey: 20,
    textureSd: 0.25,
    choroidTextureSd: 0.3,
    choroidGrainSd: 0.42,
    choroidGrainRows: 34,
    srfGrey: 19,
    /** Darkness of choroidal vessels in nepers of power, depth as a share of the choroid's thickness. */
    sattlerVessels: { everyUm: 90, depth: [0.07, 0.35], radiusUm: [12, 28], darkness: [0.4, 1] },
    hallerVessels: { everyUm: 150, depth: [0.25, 0.9], radiusUm: [30, 90], darkness: [0.4, 1.3] },
    fociGrey: [130, 200],
  },

  drusen: {
    centreUm: { mean: 0, sd: 600, low: -1300, high: 1300 },
    spreadUm: [350, 1300],
    count: [4, 12],
    halfWidthUm: [70, 210],
    /** No druse is steeper than this: half-width over height. */
    smallestAspect: 1.3,
    largestHeightUm: [55, 125],
    smallerHeight: [0.35, 0.95],
    confluentProbability: 0.25,
    confluentHalfWidthUm: [260, 480],
    confluentHeightUm: [70, 150],
    confluentFullness: [1.2, 2],
    fullness: [0.9, 1.9],
    irregularity: [0.05, 0.18],
    ezLoss: [0.35, 0.85],
    foci: [0, 3],
    fociRadiusUm: [10, 18],
    fociDepth: [0.55, 0.95],
    materialGrey: [92, 122],
    attenuationPerUm: 0.0035,
  },

  cnv: {
    kinds: [
      { name: 'occult', weight: 0.4 },
      { name: 'classic', weight: 0.35 },
      { name: 'serous', weight: 0.25 },
    ],
    centreUm: { mean: 0, sd: 650, low: -1500, high: 1500 },
    halfWidthUm: [380, 1150],
    heightUm: [95, 300],
    serousHeightUm: [130, 400],
    fullness: [0.9, 1.9],
    serousFullness: [1.6, 2.6],
    irregularity: [0.04, 0.13],
    /** Smaller mounds beside the main one: how many, how large and how far, as shares of its size. */
    companions: [1, 3],
    companionSize: [0.25, 0.6],
    companionOffset: [0.6, 1.2],
    membraneShare: [0.3, 0.6],
    membraneGrey: [100, 138],
    pedGrey: [66, 98],
    serousGrey: [26, 44],
    attenuationPerUm: 0.007,
    srfProbability: 0.75,
    srfEnvelope: [1.5, 2.3],
    srfHeight: [0.75, 1.15],
    srfOffset: [-0.6, 0.6],
    srfFullness: [0.8, 1.3],
    irfProbability: 0.35,
    irfSwellingUm: [15, 70],
    irfCysts: [2, 6],
    irfHalfWidthUm: [25, 75],
    irfHeight: [0.4, 0.8],
    irfDepth: [0.3, 0.7],
    irfOuterProbability: 0.7,
    ezLoss: [0.6, 1],
    foci: [0, 7],
    fociRadiusUm: [9, 18],
    fociDepth: [0.4, 0.98],
  },

  dme: {
    centreUm: { mean: 0, sd: 520, low: -1300, high: 1300 },
    spreadUm: [450, 1300],
    thickeningUm: [60, 330],
    thickeningShare: { onl: 0.52, inl: 0.26, opl: 0.08, ipl: 0.08, gcl: 0.06 },
    outerCysts: [5, 15],
    innerCysts: [3, 13],
    cystHalfWidthUm: [40, 190],
    outerCystHeight: [0.35, 0.95],
    innerCystHeight: [0.35, 0.8],
    /** Flatter cysts are left out. */
    smallestCystHeightUm: 20,
    septumUm: [6, 20],
    gapUm: [20, 160],
    septumProbability: 0.6,
    /** One large cyst through most of the retina, from this severity on. */
    largeCystFrom: 0.2,
    largeCystProbability: 0.8,
    largeCystHalfWidthUm: [130, 270],
    largeCystHeight: [0.6, 0.85],
    foci: [2, 16],
    fociRadiusUm: [7, 12],
    exudates: [0, 5],
    exudateRadiusUm: [12, 26],
    fociDepth: [0.3, 0.92],
    srfProbability: 0.25,
    srfHalfWidthUm: [350, 900],
    srfHeightUm: [40, 130],
    srfFullness: [0.9, 1.3],
  },

  /** Each scan of an eye cuts its lesions at its own distance from their centres (share of the radius) and slightly shifted. */
  cut: { distance: [0, 0.6], shiftUm: { mean: 0, sd: 70, low: -180, high: 180 } },
} as const;
