/** Side of a square of the plain grid, which is also the length of the scale bar. */
export interface Scale { metres: number; pixels: number }

const EQUATOR_METRES_PER_PIXEL = 156_543.033928
const LEAST_PX = 60

/** The roundest distance (1, 2, 5 × 10ⁿ metres) that is at least 60 pixels long at this latitude and zoom. */
export function scaleAt(lat: number, zoom: number): Scale {
  const metresPerPixel = (EQUATOR_METRES_PER_PIXEL * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom
  const least = LEAST_PX * metresPerPixel
  const power = 10 ** Math.floor(Math.log10(least))
  const metres = power * [1, 2, 5, 10].find((step) => step * power >= least)!
  return { metres, pixels: metres / metresPerPixel }
}
