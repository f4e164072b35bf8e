import type zh from '../zh/map.ts'

export default {
  'title': 'Hazard map',
  'canvas': 'Hazards of the district, {n} in all. Arrow keys move, plus and minus zoom, Tab walks the points.',
  'agrees': '{n} on the map, as in the list', 'agrees.points': '{n} on the map', 'agrees.unplaced': '{n} more without a place', 'agrees.total': '{n} in all, as in the list',
  'key': 'Key and state filter', 'key.total': 'Total', 'key.closed': 'Closed in 30 days', 'key.closedShort': 'Closed 30 d', 'key.closedWhy': 'Counted apart from the total',
  'major': 'Major {n}', 'closed': 'Closed {n}',
  'zoomIn': 'Zoom in', 'zoomOut': 'Zoom out', 'showAll': 'Whole district', 'kilometres': '{n} km', 'metres': '{n} m',
  'place': '{n} here', 'place.schools': '{first} and others, {n} schools', 'place.names': ', ',
  'place.zoom': 'Zoom in here', 'place.close': 'Close, back to the map', 'place.back': 'Back to this place', 'place.order': 'Order',
  'place.byDue': 'Urgency', 'place.bySchool': 'By school', 'place.byReceived': 'Latest', 'place.unplaced': '{n} without a place', 'place.unplacedWhy': 'These schools have no coordinates yet; an administrator can add them.', 'place.unplacedSome': '{n} schools have no coordinates yet. The first {shown} are below; the list has the others.',
  'place.empty': 'Nothing here matches', 'place.error': 'Couldn’t fetch this place', 'place.closedTitle': '{n} closed in 30 days',
  'marker': '{place}: {n}. {states}', 'marker.state': '{state} {n}', 'marker.join': ', ', 'marker.major': '{n} major',
  'list': 'Hazards by school, for screen readers', 'list.item': '{school}: {n}. {states}',
  'error': 'Couldn’t fetch the map', 'error.kept': '{problem} The map shows {time}.', 'empty': 'Nothing matches these filters', 'noSchools': 'No school has coordinates yet',
} satisfies Record<keyof typeof zh, string>
