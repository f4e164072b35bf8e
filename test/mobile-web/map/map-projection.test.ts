import assert from 'node:assert/strict'
import { project, toTiles, unproject } from '../../../mobile-web/src/map/map-projection.ts'

const near = (a: number, b: number, within: number) => assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`)

describe('places on the way to the tiles', () => {
  it('are shifted to GCJ-02 only for tiles drawn in it', () => {
    const shifted = toTiles({ lng: 114.18, lat: 35.9 }, 'gcj02')
    near(shifted.lng, 114.1860749, 1e-8)
    near(shifted.lat, 35.90001869, 1e-8)
    assert.deepEqual(toTiles({ lng: 114.18, lat: 35.9 }, 'wgs84'), { lng: 114.18, lat: 35.9 })
  })

  it('stay where they are outside China', () => {
    assert.deepEqual(toTiles({ lng: 2.35, lat: 48.85 }, 'gcj02'), { lng: 2.35, lat: 48.85 })
  })

  it('come back from pixels', () => {
    const back = unproject(project({ lng: 114.18, lat: 35.9 }, 13.5), 13.5)
    near(back.lng, 114.18, 1e-9)
    near(back.lat, 35.9, 1e-9)
  })
})
