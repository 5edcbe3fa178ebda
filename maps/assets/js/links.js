// Denials and what they speak of: the pairs that came with the data, and tellings of one incident that contradict each other.
K.links = () => K.once("links", () => {
  const links = new Map(), add = (denier, told) => { for (const [i, side, other] of [[denier, "denies", told], [told, "deniedBy", denier]]) { if (!links.has(i)) links.set(i, { denies: new Set(), deniedBy: new Set() }); links.get(i)[side].add(other); } };
  for (const [denier, told] of K.data.denials) add(denier, told);
  const members = new Map();
  for (let i = 0; i < K.n; i++) if (K.e.incident[i] >= 0) { if (!members.has(K.e.incident[i])) members.set(K.e.incident[i], []); members.get(K.e.incident[i]).push(i); }
  for (const rows of members.values()) for (const denier of rows) if (K.isDenied(denier)) for (const told of rows) if (!K.isDenied(told)) add(denier, told);
  return links;
});
K.linked = (i, side) => { const found = K.links().get(i); return found ? [...found[side]] : []; };

// 1 where somebody contradicts what an event tells: it is denied or disputed, or a denial speaks of it.
K.contradicted = () => K.once("contradicted", () => {
  const flags = new Uint8Array(K.n), bad = K.data.statuses.map((name) => name === "denied" || name === "disputed");
  const denied = new Uint8Array(K.data.incidents.length), { status, stance, incident } = K.e, denial = K.data.stances.indexOf("denied"), none = K.data.statuses.indexOf("denied");
  for (let i = 0; i < K.n; i++) {
    if (bad[status[i]] || stance[i] === denial) flags[i] = 1;
    if (incident[i] >= 0 && (status[i] === none || stance[i] === denial)) denied[incident[i]] = 1;
  }
  for (let i = 0; i < K.n; i++) if (incident[i] >= 0 && denied[incident[i]]) flags[i] = 1;
  for (const [, told] of K.data.denials) flags[told] = 1;
  return flags;
});

// A ring of short strokes across its line: somebody contradicts this. Drawn once for each size, then copied.
K.drawHatchedRing = function (c, x, y, r, strong) {
  const side = 2 * r + 8;
  c.drawImage(K.once("hatched" + r + strong + K.dark(), () => K.hatchedRing(r, strong, side)), x - side / 2, y - side / 2, side, side);
};

K.hatchedRing = function (r, strong, side) {
  const canvas = document.createElement("canvas"), ratio = Math.max(2, window.devicePixelRatio || 1), c = canvas.getContext("2d");
  canvas.width = canvas.height = side * ratio;
  c.scale(ratio, ratio); c.translate(side / 2, side / 2); c.beginPath();
  for (let k = 0; k < 20; k++) {
    const a = (k * Math.PI) / 10, b = a + 0.16;
    c.moveTo((r - 1.7) * Math.cos(a), (r - 1.7) * Math.sin(a)); c.lineTo((r + 1.7) * Math.cos(b), (r + 1.7) * Math.sin(b));
  }
  c.strokeStyle = K.contraColor(); c.lineWidth = strong ? 1.8 : 1; c.stroke();
  return canvas;
};
// Around a group: strokes over as much of the circle as the group's share of contradicted points, no less than can be seen.
K.drawHatchedArc = function (c, x, y, r, share) {
  const strokes = Math.max(2, Math.round((share * 2 * Math.PI * r) / 4)), step = 4 / r;
  c.beginPath();
  for (let k = 0; k < strokes; k++) {
    const a = k * step - Math.PI / 2, cos = Math.cos(a), sin = Math.sin(a);
    c.moveTo(x + (r - 1.6) * cos, y + (r - 1.6) * sin); c.lineTo(x + (r + 1.9) * cos, y + (r + 1.9) * sin);
  }
  c.strokeStyle = K.contraColor(); c.lineWidth = 1.5; c.stroke();
};
K.contraColor = () => (K.dark() ? "#ffd166" : "#8a3b00");

// The opened event's denials, or what it denies: each ringed, with a broken line to it where it lies elsewhere.
K.drawLinks = function (c, view, i) {
  const spots = (row) => { const found = []; for (let p = K.firstPoint[row]; p >= 0 && K.p.event[p] === row; p++) found.push([K.px[p] * view.scale - view.ox, K.py[p] * view.scale - view.oy]); return found; };
  const [from] = spots(i), others = [...K.linked(i, "denies"), ...K.linked(i, "deniedBy")];
  if (!from || !others.length) return;
  let ringed = false;
  for (const other of others.slice(0, 20)) {
    const [to] = spots(other);
    if (!to) continue;
    const away = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (away < 24) { if (!ringed) K.drawHatchedRing(c, ...from, 25, true); ringed = true; continue; }
    c.beginPath(); c.moveTo(...from); c.lineTo(...to); c.setLineDash([6, 4]); c.strokeStyle = K.contraColor(); c.lineWidth = 1.8; c.stroke(); c.setLineDash([]);
    K.stamp(c, other, ...to, 30);
    K.drawHatchedRing(c, ...to, 18, true);
  }
};
