/// <reference lib="webworker" />
import { encode, LONG_EDGE_PX, QUALITY, scaledTo, type Encoded } from './encode.ts'

const here = self as unknown as DedicatedWorkerGlobalScope

here.onmessage = async ({ data }: MessageEvent<{ id: number; file: Blob }>) => {
  const encoded = await shrunk(data.file).catch(() => null)
  here.postMessage({ id: data.id, encoded }, encoded ? [encoded.bytes] : [])
}

async function shrunk(file: Blob): Promise<Encoded | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  try {
    const size = scaledTo(bitmap.width, bitmap.height, LONG_EDGE_PX)
    const canvas = new OffscreenCanvas(size.width, size.height)
    return await encode(canvas, bitmap, size, () => canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY }))
  } finally {
    bitmap.close()
  }
}
