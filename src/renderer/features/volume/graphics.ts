// What draws WebGL 2 here: a graphics card, or the processor in its place, and how large its textures may be.

export interface Graphics {
  isSoftware: boolean;
  /** Samples along one side of a volume. */
  textureAtMost: number;
}

const inSoftware = /swiftshader|llvmpipe|softpipe|basic render|software/i;

let found: Graphics | null | undefined;

/** null without WebGL 2. Asked once: without a card the answer takes a twentieth of a second. */
export function findGraphics(): Graphics | null {
  found ??= probeGraphics();
  return found;
}

function probeGraphics(): Graphics | null {
  const probe = document.createElement('canvas').getContext('webgl2');
  if (probe === null) return null;
  const info = probe.getExtension('WEBGL_debug_renderer_info');
  const name = String(probe.getParameter(info === null ? probe.RENDERER : info.UNMASKED_RENDERER_WEBGL));
  const textureAtMost = probe.getParameter(probe.MAX_3D_TEXTURE_SIZE) as number;
  probe.getExtension('WEBGL_lose_context')?.loseContext();
  return { isSoftware: inSoftware.test(name), textureAtMost };
}
