// The opened event stays in sight: out of the map's edges and from under its card, whichever side the card is on.
K.MARGIN = 48; // pixels around a symbol, so that it does not cling to an edge

// What of the map the card leaves free, in pixels of the map's container.
K.freeArea = function () {
  const box = K.mapNode().getBoundingClientRect(), node = K.byId("card"), card = node.hidden ? null : node.getBoundingClientRect();
  const free = { left: 0, top: 0, right: box.width, bottom: box.height };
  if (!card || card.top >= box.bottom) return free;
  if (card.width > box.width * 0.8) free.bottom = Math.max(2 * K.MARGIN, card.top - box.top);
  else if (card.left - box.left < box.right - card.right) free.left = card.right - box.left;
  else free.right = card.left - box.left;
  return free;
};

// The event's point that is nearest to the middle of what is free; null for an event without a position.
K.nearestPoint = function (i) {
  const free = K.freeArea(), middle = L.point((free.left + free.right) / 2, (free.top + free.bottom) / 2);
  let best = null;
  for (let p = K.firstPoint[i]; p >= 0 && K.p.event[p] === i; p++) {
    const at = map.latLngToContainerPoint([K.p.lat[p] / K.data.degrees, K.p.lon[p] / K.data.degrees]);
    if (best === null || at.distanceTo(middle) < best.distanceTo(middle)) best = at;
  }
  return best;
};

K.inSight = function (i) {
  const at = i >= 0 ? K.nearestPoint(i) : null, free = K.freeArea();
  return at !== null && at.x > free.left && at.x < free.right && at.y > free.top && at.y < free.bottom;
};

// Moves the map as little as needed; to the middle of what is free where the event is far away.
K.bring = function (i) {
  const at = K.nearestPoint(i);
  if (at) K.bringPoint(at);
};
K.bringPoint = function (at) {
  const free = K.freeArea(), size = map.getSize(), room = (low, high) => Math.min(K.MARGIN, (high - low) / 3);
  const into = (x, low, high) => Math.min(high - room(low, high), Math.max(low + room(low, high), x));
  const far = at.x < -size.x || at.x > 2 * size.x || at.y < -size.y || at.y > 2 * size.y;
  const to = far ? L.point((free.left + free.right) / 2, (free.top + free.bottom) / 2) : L.point(into(at.x, free.left, free.right), into(at.y, free.top, free.bottom));
  if (to.distanceTo(at) < 1) return;
  map.panBy(at.subtract(to), { animate: !far && !K.calm(), duration: 0.2 });
};

// Before the page is laid out anew (language, size) it is noted whether the event was in sight; afterwards it is again.
K.noteSight = () => { K.sighted = K.inSight(K.S.event); };
K.sighted = false;
K.keepSight = K.debounce(120, () => {
  const wanted = K.laidOut;
  K.laidOut = null;
  map.invalidateSize({ animate: false });
  if (wanted && K.S.event >= 0 && !K.byId("card").hidden) K.bring(K.S.event);
});
K.resized = function () {
  if (K.laidOut === null || K.laidOut === undefined) K.laidOut = K.sighted;
  K.showTime();
  K.keepSight();
};
K.calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
