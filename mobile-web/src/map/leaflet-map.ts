import L from 'leaflet'
import 'leaflet/dist/leaflet.css'
import type { LngLat, Pixel } from './map-projection.ts'

/**
 * The one file that knows the map library. Its world is pixels, degrees as the tiles have them, and ready-made elements;
 * it knows nothing of schools or hazards. Styles go through classes and the CSSOM: the CSP allows no style attributes.
 */
export interface MapMarker extends LngLat {
  key: string
  /** Side of the square that can be touched, in pixels. */
  size: number
  label: string
  /** The same one as long as the key is the same: whoever made it redraws what is inside. */
  element: HTMLElement
  /** Late ones are drawn above the others. */
  above: boolean
}
export interface View { zoom: number; center: LngLat; size: Pixel; corner: Pixel }
export interface Tiles { template: string; subdomains: string; attribution: string }

interface Options {
  zoomInSteps: boolean
  still: boolean
  /** A picture to look at: neither moved nor zoomed, its markers are no buttons, and the page scrolls over it. */
  fixed?: boolean
  onView(view: View): void
  onMove(corner: Pixel): void
  onPick(key: string): void
}

export const MAX_ZOOM = 18
const MIN_ZOOM = 3
const FIXED = { dragging: false, touchZoom: false, scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false, keyboard: false } as const

export function createMap(container: HTMLElement, options: Options) {
  const map = L.map(container, {
    zoomControl: false, minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM, zoomSnap: options.zoomInSteps ? 1 : 0.25, zoomDelta: 1,
    wheelPxPerZoomLevel: 90, zoomAnimation: !options.still, fadeAnimation: false, inertia: !options.still, worldCopyJump: false, attributionControl: false,
    ...(options.fixed ? FIXED : {}),
  })
  const attribution = L.control.attribution({ prefix: false })
  for (const [name, depth] of [['areas', 210], ['dots', 220], ['names', 590]] as const) map.createPane(name).style.zIndex = String(depth)
  const markers = new Map<string, { marker: L.Marker; said: MapMarker }>()
  const shapes = L.layerGroup().addTo(map)
  const dots = L.layerGroup().addTo(map)
  const names = L.layerGroup().addTo(map)
  const dotRenderer = L.svg({ pane: 'dots', padding: 0.5 })
  const areaRenderer = L.svg({ pane: 'areas', padding: 0.5 })
  let boundary: L.GeoJSON | null = null

  const corner = (): Pixel => map.getPixelBounds().getTopLeft()
  const view = (): View => {
    const { lat, lng } = map.getCenter()
    return { zoom: map.getZoom(), center: { lat, lng }, size: map.getSize(), corner: corner() }
  }
  map.on('moveend zoomend resize', () => options.onView(view()))
  map.on('move', () => options.onMove(corner()))

  function draw(wanted: MapMarker): L.Marker {
    const marker = L.marker([wanted.lat, wanted.lng], { icon: iconOf(wanted), keyboard: !options.fixed, interactive: !options.fixed, riseOnHover: true, zIndexOffset: wanted.above ? 1000 : 0 })
    marker.on('click', () => options.onPick(wanted.key))
    marker.addTo(map)
    dress(marker, wanted)
    return marker
  }

  function dress(marker: L.Marker, { label, key }: MapMarker) {
    const element = marker.getElement()!
    element.setAttribute('aria-label', label)
    element.onkeydown = (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      event.stopPropagation()
      options.onPick(key)
    }
  }

  return {
    view,
    /** Keeps markers that stay, so that the one with the focus does not lose it. */
    setMarkers(wanted: readonly MapMarker[]) {
      const keys = new Set(wanted.map(({ key }) => key))
      for (const [key, { marker }] of markers) if (!keys.has(key)) { marker.remove(); markers.delete(key) }
      for (const next of wanted) {
        const known = markers.get(next.key)
        if (!known) { markers.set(next.key, { marker: draw(next), said: next }); continue }
        known.marker.setLatLng([next.lat, next.lng]).setZIndexOffset(next.above ? 1000 : 0)
        if (known.said.size !== next.size) resize(known.marker, next.size)
        dress(known.marker, next)
        known.said = next
      }
    },
    setDots(places: readonly LngLat[]) {
      dots.clearLayers()
      for (const { lat, lng } of places) {
        L.circleMarker([lat, lng], { pane: 'dots', renderer: dotRenderer, radius: 3, className: 'map-dot', interactive: false }).addTo(dots)
      }
    },
    setShapes(hulls: readonly LngLat[][]) {
      shapes.clearLayers()
      for (const hull of hulls) {
        L.polygon(hull.map(({ lat, lng }) => [lat, lng]), { pane: 'areas', renderer: areaRenderer, className: 'map-area', weight: 64, interactive: false }).addTo(shapes)
      }
    },
    /** Names stand at pixels of the whole world at the present zoom; they take no clicks. */
    setNames(placed: readonly (Pixel & { text: string; className: string })[]) {
      names.clearLayers()
      for (const { x, y, text, className } of placed) {
        const html = document.createElement('span')
        html.textContent = text
        const icon = L.divIcon({ className: `map-name ${className}`, html, iconSize: [0, 0], iconAnchor: [0, 0] })
        L.marker(map.unproject([x, y]), { icon, pane: 'names', interactive: false, keyboard: false }).addTo(names)
      }
    },
    setTiles({ template, subdomains, attribution: source }: Tiles) {
      L.tileLayer(template, { subdomains, maxZoom: MAX_ZOOM, attribution: source, referrerPolicy: 'strict-origin-when-cross-origin' }).addTo(map)
      attribution.addTo(map)
    },
    setBoundary(shape: unknown) {
      boundary?.remove()
      boundary = L.geoJSON(shape as never, { interactive: false, style: { className: 'map-boundary', weight: 1.5 }, pointToLayer: () => L.layerGroup() as never }).addTo(map)
    },
    show(center: LngLat, zoom: number) { map.setView([center.lat, center.lng], zoom, { animate: false }) },
    /** Shows all of these places, clear of what lies over the map: `over` pixels from the top. */
    fit(places: readonly LngLat[], over: number, animate = false) {
      if (places.length === 0) return
      const bounds = L.latLngBounds(places.map(({ lat, lng }) => [lat, lng]))
      map.fitBounds(bounds, { paddingTopLeft: [44, over], paddingBottomRight: [44, 56], maxZoom: 16, animate: animate && !options.still })
    },
    zoomBy(steps: number) { map.setZoom(map.getZoom() + steps) },
    /** Moves the map just so far that this place is not hidden behind what opened at the foot. */
    uncover(place: LngLat, foot: number) {
      map.panInside([place.lat, place.lng], { paddingTopLeft: [60, 110], paddingBottomRight: [60, foot + 60], animate: !options.still })
    },
    resized() { map.invalidateSize({ pan: false }) },
    focus(key: string) { markers.get(key)?.marker.getElement()?.focus() },
    remove() { map.remove() },
  }
}
export type DistrictMap = ReturnType<typeof createMap>

const iconOf = ({ element, size }: MapMarker) =>
  L.divIcon({ className: 'map-marker', html: element, iconSize: [size, size], iconAnchor: [size / 2, size / 2] })

/** In the same element: setIcon would replace it, and with it the focus and the place in the tab order. */
function resize(marker: L.Marker, size: number) {
  const { style } = marker.getElement()!
  style.width = style.height = `${size}px`
  style.marginLeft = style.marginTop = `${-size / 2}px`
}
