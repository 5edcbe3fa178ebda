// What is drawn around and between points: areas of uncertainty, arrows of movement.
K.metresToPixels = (view, metres, y) => (metres * view.scale) / (40075016.7 * Math.cos(Math.atan(Math.sinh(Math.PI * (1 - 2 * y)))));
K.alpha = (hex, alpha) => hex + Math.round(alpha * 255).toString(16).padStart(2, "0");

K.drawUncertainty = function (c, view, p, strong) {
  const i = K.p.event[p], color = K.color(K.familyOf[K.e.kind[i]]), coarse = K.p.precision[p] >= 2;
  const shape = K.p.geometry[p] >= 0 && K.shapeList ? K.shapeList[K.p.geometry[p]] : null;
  c.beginPath();
  if (shape && K.lines(shape).length) {
    const area = shape.type.endsWith("Polygon");
    for (const ring of K.shapeRings(K.p.geometry[p])) K.trace(c, view, ring, area);
    // The radius of something on a line covers the whole line: across it, no more than its likely error is drawn.
    if (!area) { c.strokeStyle = K.alpha(color, 0.25); c.lineWidth = Math.max(6, 2 * K.metresToPixels(view, Math.min(K.p.radius[p], 5000), K.py[p])); c.lineCap = "round"; c.stroke(); c.lineCap = "butt"; return; }
  } else {
    const r = K.metresToPixels(view, K.p.radius[p], K.py[p]);
    if (r < 7 || r > 4000) return;
    c.arc(K.px[p] * view.scale - view.ox, K.py[p] * view.scale - view.oy, r, 0, 7);
  }
  c.fillStyle = K.alpha(color, strong ? 0.16 : 0.045); c.fill("evenodd");
  c.setLineDash(coarse ? [5, 4] : []); c.strokeStyle = K.alpha(color, strong ? 0.95 : 0.38); c.lineWidth = strong ? 1.8 : 1; c.stroke(); c.setLineDash([]);
};

K.shapeRings = (row) => K.once("rings" + row, () => K.lines(K.shapeList[row]).map(K.ring));

// An arrow along a gentle arc. Towards a region it fades out at the region's edge and its head stands on the way, so that nobody
// reads the middle of the region as a destination.
K.drawArrow = function (c, view, m, strong, weight) {
  const degrees = K.data.degrees, i = K.m.event[m], color = K.color(K.familyOf[K.e.kind[i]]);
  const screen = (lon, lat) => { const [x, y] = K.mercator(lon / degrees, lat / degrees); return [x * view.scale - view.ox, y * view.scale - view.oy, y]; };
  const [x0, y0] = screen(K.m.from_lon[m], K.m.from_lat[m]), [x1, y1, y] = screen(K.m.to_lon[m], K.m.to_lat[m]);
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length < 14 || Math.max(x0, x1) < 0 || Math.min(x0, x1) > view.width || Math.max(y0, y1) < 0 || Math.min(y0, y1) > view.height) return;
  const wide = K.m.to_wide[m] === 1, reach = wide ? Math.min(length * 0.6, K.metresToPixels(view, K.m.to_radius[m], y)) : 8;
  const end = (length - reach) / length, bend = 0.16, cx = (x0 + x1) / 2 - (y1 - y0) * bend, cy = (y0 + y1) / 2 + (x1 - x0) * bend;
  const along = (t) => [(1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t * t * x1, (1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t * t * y1];
  const tip = along(wide ? end * 0.8 : end), back = along((wide ? end * 0.8 : end) - 0.02);
  const stop = along(end), opacity = strong ? 1 : K.arrowAlpha;
  let ink = K.alpha(color, opacity);
  if (wide || opacity > 0.4) { // of very many, only those that fade carry the shade along their way: it is the dearest part of a redraw
    const gradient = c.createLinearGradient(x0, y0, stop[0], stop[1]);
    for (const [at, part] of [[0, 0.35], [0.6, 1], [1, wide ? 0 : 1]]) gradient.addColorStop(at, K.alpha(color, opacity * part));
    ink = gradient;
  }
  c.beginPath(); c.moveTo(x0, y0); c.quadraticCurveTo(x0 + (cx - x0) * end, y0 + (cy - y0) * end, ...stop);
  c.strokeStyle = ink; c.lineWidth = strong ? 3.2 : 1.8 + Math.min(2.4, (weight || 0) * 0.4); c.stroke();
  const angle = Math.atan2(tip[1] - back[1], tip[0] - back[0]), size = strong ? 11 : 8;
  c.beginPath(); c.moveTo(...tip);
  for (const turn of [2.62, -2.62]) c.lineTo(tip[0] + size * Math.cos(angle + turn), tip[1] + size * Math.sin(angle + turn));
  c.closePath(); c.fillStyle = K.alpha(color, opacity); c.fill();
};
