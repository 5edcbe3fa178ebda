// Two canvases on Leaflet's map: the base map, and the events. Leaflet moves and scales them while the reader drags and zooms;
// each is redrawn once when that ends, and the events once a frame while filters move.
K.CROWD = 1500; // more points than this in view are grouped in wider cells

K.Surface = L.Renderer.extend({
  options: { padding: 0.15 },
  initialize(draw, pane) { L.Renderer.prototype.initialize.call(this, { pane, padding: 0.15 }); this._paint = draw; },
  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._context = this._container.getContext("2d");
  },
  _destroyContainer() { this._container.remove(); },
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize(), ratio = Math.min(2, window.devicePixelRatio || 1), node = this._container;
    L.DomUtil.setPosition(node, this._bounds.min);
    if (node.width !== size.x * ratio || node.height !== size.y * ratio) {
      node.width = size.x * ratio; node.height = size.y * ratio;
      node.style.width = size.x + "px"; node.style.height = size.y + "px";
    }
    this.redraw();
  },
  redraw() {
    if (!this._map || !this._bounds) return;
    const ratio = this._container.width / this._bounds.getSize().x || 1;
    this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this._paint(this._context, K.view(this._map, this._bounds));
  },
});

// edge: how far the canvas reaches beyond the map's sides; scale: pixels of the whole world; (ox, oy): world pixel of the canvas's corner; (x0 … y1): what the canvas covers, in world units.
K.view = function (leaflet, bounds) {
  const zoom = leaflet.getZoom(), scale = 256 * 2 ** zoom, origin = leaflet.getPixelOrigin(), size = bounds.getSize();
  const ox = bounds.min.x + origin.x, oy = bounds.min.y + origin.y;
  return { zoom, scale, ox, oy, width: size.x, height: size.y, x0: ox / scale, y0: oy / scale, x1: (ox + size.x) / scale, y1: (oy + size.y) / scale,
    dx: -bounds.min.x, dy: -bounds.min.y, edge: [(size.x - leaflet.getSize().x) / 2, (size.y - leaflet.getSize().y) / 2] };
};

K.inView = new Int32Array(0);
K.drawn = []; // what can be pointed at: {x, y, r, first, count}
K.drawEvents = function (c, view) {
  c.clearRect(0, 0, view.width, view.height);
  const count = K.pointsInView(view), cells = K.cells(view, count, K.S.layer.clusters ? (count > K.CROWD ? 58 : count > 250 ? 30 : 17) : 0);
  const singles = cells.filter((cell) => cell.count === 1);
  if (K.S.layer.uncertainty && singles.length <= 500) for (const cell of singles) K.drawUncertainty(c, view, cell.first, false);
  if (K.S.layer.arrows) K.drawArrows(c, view);
  const chosen = K.S.event;
  if (chosen >= 0) K.drawChosen(c, view, chosen);
  cells.sort((a, b) => a.y - b.y);
  for (const cell of cells) if (cell.family === null || cell.count === 1) K.drawPoint(c, cell); else K.drawCell(c, cell);
  K.drawFlags(c, view, cells);
  if (chosen >= 0) { K.drawFocus(c, view, chosen); K.drawLinks(c, view, chosen); }
  K.drawn = cells;
  K.drawnView = view;
};

K.pointsInView = function (view) {
  const event = K.p.event, margin = 16 / view.scale, x0 = view.x0 - margin, x1 = view.x1 + margin, y0 = view.y0 - margin, y1 = view.y1 + margin;
  if (K.inView.length < event.length) K.inView = new Int32Array(event.length);
  let count = 0;
  for (let p = 0; p < event.length; p++) {
    if (K.shown[event[p]] && K.px[p] > x0 && K.px[p] < x1 && K.py[p] > y0 && K.py[p] < y1) K.inView[count++] = p;
  }
  return count;
};

// Points grouped by a grid that is fixed to the world, so that panning does not reshuffle it. side 0: every point for itself, and one
// symbol where several lie on one spot.
K.cells = function (view, count, side) {
  if (!side) return K.spots(view, count);
  const left = Math.floor(view.ox / side) - 1, top = Math.floor(view.oy / side) - 1, columns = Math.ceil(view.width / side) + 4, rows = Math.ceil(view.height / side) + 4;
  const at = new Array(columns * rows), list = [], families = K.familyOf, kinds = K.e.kind, events = K.p.event, doubted = K.contradicted();
  if (K.next.length < events.length) K.next = new Int32Array(events.length);
  for (let k = 0; k < count; k++) {
    const p = K.inView[k], wx = K.px[p] * view.scale, wy = K.py[p] * view.scale;
    const key = (Math.floor(wy / side) - top) * columns + Math.floor(wx / side) - left;
    let cell = at[key];
    if (cell === undefined) { cell = at[key] = K.group(p, 0, 0, new Uint32Array(K.families.length)); cell.count = 0; list.push(cell); }
    cell.x += wx; cell.y += wy; cell.count++; cell.doubted += doubted[events[p]];
    cell.family[families[kinds[events[p]]]]++;
    K.next[p] = cell.last; cell.last = p;
  }
  for (const cell of list) {
    cell.x = cell.x / cell.count - view.ox; cell.y = cell.y / cell.count - view.oy;
    K.size(cell, side);
  }
  return list.length < 900 ? K.merge(list, side) : list;
};
K.next = new Int32Array(0);
// doubted: how many of the points somebody contradicts; family: points of each, null where one symbol stands for all.
K.group = (p, x, y, family) => ({ x, y, r: 11, first: p, count: 1, last: -1, taken: null, doubted: 0, family });

K.SPOT = 3; // pixels: symbols nearer than this hide each other
K.spots = function (view, count) {
  const columns = Math.ceil(view.width / K.SPOT) + 16, at = new Map(), list = [];
  if (K.next.length < K.p.event.length) K.next = new Int32Array(K.p.event.length);
  for (let k = 0; k < count; k++) {
    const p = K.inView[k], x = K.px[p] * view.scale - view.ox, y = K.py[p] * view.scale - view.oy;
    const key = Math.floor(y / K.SPOT) * columns + Math.floor(x / K.SPOT);
    let spot = at.get(key);
    if (spot === undefined) { spot = K.group(p, x, y, null); spot.count = 0; at.set(key, spot); list.push(spot); }
    spot.count++;
    K.next[p] = spot.last; spot.last = p;
  }
  return list;
};

// The points of a group, from the chain that the grid left behind; no more than `limit` (400: what a list shows).
K.members = function (cell, limit = 400) {
  const found = [];
  for (const part of [cell, ...(cell.taken || [])]) {
    if (part.last < 0) found.push(part.first);
    for (let p = part.last; p >= 0 && found.length < limit; p = K.next[p]) found.push(p);
  }
  return found;
};

K.size = function (cell, side) {
  if (cell.count > 1) cell.r = side < 40 ? 10 + Math.min(6, Math.log2(cell.count)) : Math.min(27, 10 + 2.1 * Math.log2(cell.count) ** 1.02);
};

// Groups whose rings would lie on one another become one: the larger takes the smaller in.
K.merge = function (list, side) {
  const kept = [];
  for (const cell of list.sort((a, b) => b.count - a.count)) {
    const host = kept.find((other) => Math.hypot(other.x - cell.x, other.y - cell.y) < (other.r + cell.r) * 0.72);
    if (!host) { kept.push(cell); continue; }
    const count = host.count + cell.count;
    host.x = (host.x * host.count + cell.x * cell.count) / count; host.y = (host.y * host.count + cell.y * cell.count) / count;
    host.count = count; host.doubted += cell.doubted;
    host.family.forEach((_, f) => { host.family[f] += cell.family[f]; });
    (host.taken = host.taken || []).push(cell);
    K.size(host, side);
  }
  return kept;
};

// Arrows between the same two places are one, the stronger the more events it stands for; the strongest 120 (50 of very many) are drawn.
K.drawArrows = function (c, view) {
  const group = K.flows(), counts = new Int32Array(K.m.event.length), order = [];
  let total = 0;
  for (let m = 0; m < counts.length; m++) {
    if (!K.shown[K.m.event[m]] || K.m.event[m] === K.S.event) continue;
    if (counts[group[m]]++ === 0) order.push(m);
    total++;
  }
  K.arrowAlpha = total > 200 ? 0.22 : total > 40 ? 0.32 : total > 12 ? 0.5 : 0.75; // many arrows together stay quiet
  order.sort((a, b) => counts[group[b]] - counts[group[a]] || a - b);
  for (const m of order.slice(0, total > 1000 ? 50 : 120)) K.drawArrow(c, view, m, false, Math.log2(counts[group[m]]));
};

// For each arrow the first one between the same two places.
K.flows = () => K.once("flows", () => {
  const first = new Map();
  return Int32Array.from(K.m.event, (_, m) => {
    const key = K.m.from_place[m] < 0 || K.m.to_place[m] < 0 ? "m" + m : K.m.from_place[m] + ">" + K.m.to_place[m] + ">" + K.m.to_wide[m];
    if (!first.has(key)) first.set(key, m);
    return first.get(key);
  });
});

K.drawChosen = function (c, view, i) {
  for (let p = K.firstPoint[i]; p >= 0 && p < K.p.event.length && K.p.event[p] === i; p++) K.drawUncertainty(c, view, p, true);
  for (let m = 0; m < K.m.event.length; m++) if (K.m.event[m] === i) K.drawArrow(c, view, m, true);
};

K.drawFocus = function (c, view, i) {
  for (let p = K.firstPoint[i]; p >= 0 && p < K.p.event.length && K.p.event[p] === i; p++) {
    const x = K.px[p] * view.scale - view.ox, y = K.py[p] * view.scale - view.oy;
    K.stamp(c, i, x, y, 38);
    c.beginPath(); c.arc(x, y, 19, 0, 7); c.lineWidth = 2.4; c.strokeStyle = K.dark() ? "#ffffff" : "#16191d"; c.stroke();
  }
};

K.drawPoint = function (c, cell) {
  const p = cell.first, i = K.p.event[p];
  c.globalAlpha = K.p.precision[p] >= 3 ? 0.72 : 1;
  K.stamp(c, i, cell.x, cell.y, 26);
  c.globalAlpha = 1;
  if (K.contradicted()[i]) K.drawHatchedRing(c, cell.x, cell.y, 12, false);
};

// A group: a ring divided by family, the number of points inside, or the label that a sheet gives it.
K.drawCell = function (c, cell) {
  const dark = K.dark(), r = cell.r, width = Math.max(3.2, r * 0.24);
  c.beginPath(); c.arc(cell.x, cell.y, r + 1.2, 0, 7); c.fillStyle = dark ? "#14181d" : "#ffffff"; c.fill();
  let angle = -Math.PI / 2;
  c.lineWidth = width;
  for (let f = 0; f < cell.family.length; f++) {
    if (!cell.family[f]) continue;
    const turn = (cell.family[f] / cell.count) * Math.PI * 2, gap = turn < 6 ? Math.min(1.2 / r, turn / 3) : 0; // parted for whoever sees no colour
    c.beginPath(); c.arc(cell.x, cell.y, r - width / 2, angle, angle + turn - gap); c.strokeStyle = K.color(f); c.stroke();
    angle += turn;
  }
  if (cell.doubted) K.drawHatchedArc(c, cell.x, cell.y, r + 3.4, cell.doubted / cell.count);
  K.drawCount(c, cell);
};

// `over`: on something else, from which an edge of paper parts it.
K.drawCount = function (c, { x, y, r, count, label }, over) {
  c.font = "600 " + (r < 14 ? 10 : 11.5) + "px Kharita"; c.textAlign = "center"; c.textBaseline = "middle"; c.fillStyle = K.dark() ? "#f2efe8" : "#23262b";
  const text = label || (count < 1000 ? String(count) : count < 10000 ? (count / 1000).toFixed(1) + "k" : Math.round(count / 1000) + "k");
  if (over) { c.lineWidth = 2.5; c.strokeStyle = K.dark() ? "#14181d" : "#ffffff"; c.strokeText(text, x, y + 0.5); }
  c.fillText(text, x, y + 0.5);
};

// The drawn thing nearest to a point of the map's container, or null.
K.at = function (point) {
  const view = K.drawnView, shift = map.containerPointToLayerPoint(point);
  const x = shift.x + view.dx, y = shift.y + view.dy;
  let best = null, least = Infinity;
  for (const cell of K.drawn) {
    const distance = Math.hypot(cell.x - x, cell.y - y);
    if (distance <= Math.max(cell.r, 12) + 3 && distance < least) { best = cell; least = distance; }
  }
  return best;
};
