import gcoord from 'gcoord'

/** Its types name a default export that its CommonJS file does not have, so that Node and the bundler disagree: said here once. */
const { transform } = gcoord as unknown as { transform: <T>(input: T, from: 'WGS84', to: 'GCJ02') => T }

/** What the tiles are drawn in. Data are stored in WGS-84; GCJ-02 exists only on the way to such tiles. */
export type TileCrs = 'wgs84' | 'gcj02'

export interface LngLat { lng: number; lat: number }
export interface Pixel { x: number; y: number }

const TILE_PX = 256
/** The web mercator square ends here; beyond it a logarithm runs away. */
const MAX_LAT = 85.0511287798

/** From the stored WGS-84 to what the tiles are drawn in (GB 20263: public maps of China are in GCJ-02). Degrees. */
export function toTiles({ lng, lat }: LngLat, crs: TileCrs): LngLat {
  const [drawnLng, drawnLat] = shapeToTiles([lng, lat], crs)
  return { lng: drawnLng!, lat: drawnLat! }
}

/** The same for a position [lng, lat] or a whole GeoJSON, which is copied: the stored one stays as it is. */
export const shapeToTiles = <T>(shape: T, crs: TileCrs): T =>
  (crs === 'gcj02' ? transform(structuredClone(shape), 'WGS84', 'GCJ02') : shape)

/** Pixels of the whole world at this zoom, from its north-west corner. */
export function project({ lng, lat }: LngLat, zoom: number): Pixel {
  const size = TILE_PX * 2 ** zoom
  const sine = Math.sin((Math.max(-MAX_LAT, Math.min(MAX_LAT, lat)) * Math.PI) / 180)
  return { x: size * (lng / 360 + 0.5), y: size * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) }
}

export function unproject({ x, y }: Pixel, zoom: number): LngLat {
  const size = TILE_PX * 2 ** zoom
  return { lng: (x / size - 0.5) * 360, lat: (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / size))) * 180) / Math.PI }
}
