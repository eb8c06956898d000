// The explanation methods by name: how gradients weigh a feature map.

/** gradcam: averaged over space (Selvaraju et al. 2017); hirescam: each cell by its own (Draelos & Carin 2020). */
export const camMethods = ['gradcam', 'hirescam'] as const;
export type CamMethod = (typeof camMethods)[number];
