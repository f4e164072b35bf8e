import assert from 'node:assert/strict'
import { Canvas } from '../../../server/demonstration/drawing/canvas.ts'
import { ellipse, path, rect, stroke } from '../../../server/demonstration/drawing/path.ts'

/** A page of 400 × 300 pixels, so that a unit is a pixel. */
const page = () => new Canvas(400)
const red = (canvas: Canvas, x: number, y: number) => canvas.pixels[(y * canvas.width + x) * 3]!
const darkness = (canvas: Canvas) => {
  let sum = 0
  for (let index = 0; index < canvas.pixels.length; index += 3) sum += (255 - canvas.pixels[index]!) / 255
  return sum
}

describe('the canvas', () => {
  it('covers a pixel by the share of it that lies inside', () => {
    const canvas = page().fill(rect(10, 10, 2.5, 2.25), 0x000000)
    assert.equal(red(canvas, 11, 11), 0)
    assert.ok(Math.abs(red(canvas, 12, 11) - 127) <= 1)
    assert.ok(Math.abs(red(canvas, 12, 12) - 223) <= 1)
    assert.equal(red(canvas, 13, 11), 255)
  })

  it('fills as much as geometry says, whatever the shape', () => {
    assert.ok(Math.abs(darkness(page().fill(ellipse(200, 150, 60, 40, 200), 0)) - Math.PI * 60 * 40) < 20)
    assert.ok(Math.abs(darkness(page().fill(path('M50.3 20.2l100 13.7l-70 90z'), 0)) - 4979.5) < 8)
  })

  it('counts once where the strokes of a pen overlap', () => {
    const canvas = page().fill(stroke('M50 50h100h-100', 10), [0x000000, 0.5])
    assert.ok(Math.abs(red(canvas, 100, 50) - 127) <= 1)
  })

  it('draws what leaves the page up to its edge', () => {
    assert.ok(Math.abs(darkness(page().fill(rect(-50, -50, 100, 100), 0)) - 2500) < 1)
    assert.ok(Math.abs(darkness(page().fill(rect(350, 250, 100, 100), 0)) - 2500) < 1)
    assert.equal(darkness(page().fill(rect(-50, 20, 40, 40), 0)), 0)
  })

  it('runs a gradient from stop to stop', () => {
    const canvas = page().fill(rect(0, 0, 400, 300), { line: [0, 0, 400, 0], stops: [[0, 0x000000], [1, 0xffffff]] })
    assert.ok(red(canvas, 2, 5) < 4 && red(canvas, 397, 5) > 251)
    assert.ok(Math.abs(red(canvas, 200, 150) - 128) < 3)
  })
})
