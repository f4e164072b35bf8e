export const LONG_EDGE_PX = 1600
export const QUALITY = 0.7

export interface Size { width: number; height: number }
export interface Encoded extends Size { bytes: ArrayBuffer; type: 'image/jpeg' }

/** The size at which a picture is kept: never enlarged, its shape unchanged. */
export function scaledTo(width: number, height: number, longEdge: number): Size {
  const scale = Math.min(1, longEdge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

type Canvas = HTMLCanvasElement | OffscreenCanvas

/** Draws a picture on the canvas over white (JPEG has no transparency) and hands back its bytes; null if that fails. */
export async function encode(
  canvas: Canvas, picture: CanvasImageSource, size: Size, toBlob: () => Promise<Blob | null>,
): Promise<Encoded | null> {
  const context = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null
  if (!context) return null
  context.fillStyle = '#fff'
  context.fillRect(0, 0, size.width, size.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, size.width, size.height)
  const blob = await toBlob()
  return blob && blob.type === 'image/jpeg' ? { bytes: await blob.arrayBuffer(), type: 'image/jpeg', ...size } : null
}
