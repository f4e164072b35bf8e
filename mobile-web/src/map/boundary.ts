import { ask } from '../api/client.ts'

/** The outline of the district as GeoJSON in WGS-84, where the installation has one. */
export const fetchBoundary = () => ask<unknown>('/api/map/boundary')
