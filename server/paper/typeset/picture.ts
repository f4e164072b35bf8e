import type { Paragraph } from 'docx'
import { docx } from './docx.ts'
import { pixels, type Box } from './measures.ts'
import type { Text } from './text.ts'

/** A JPEG that was drawn for print, and its size in pixels as it is looked at. */
export interface Picture { jpeg: Buffer; width: number; height: number }

/** As large as the box allows, never stretched or cropped. Picture and caption stay on one page. */
export const createPictures = ({ paragraph }: Text) =>
  function picture({ jpeg, width, height }: Picture, box: Box, caption: string, { keep = false, bare = false } = {}): Paragraph[] {
    const scale = Math.min(box.width / width, box.height / height)
    const image = new docx.ImageRun({
      type: 'jpg', data: jpeg, transformation: { width: pixels(width * scale), height: pixels(height * scale) },
      altText: { name: caption, description: caption, title: caption },
    })
    return [
      paragraph([image], { align: 'center', keep: keep || !bare }),
      ...(bare ? [] : [paragraph(caption, { size: 9, align: 'center', line: 13, keep })]),
    ]
  }
