// The drawn base map: outlines, water, names. One canvas of its own, redrawn only when the view changes.
K.PAPER = {
  light: { sea: "#cfdfe8", land: "#efece4", home: "#fbfaf6", border: "#a49b8b", homeBorder: "#6f675a", governorate: "#c3baa9", water: "#8fb7d1", text: "#3a3832",
    faint: "#8d867a", halo: "rgba(251,250,246,0.92)" },
  dark: { sea: "#0f151b", land: "#191d22", home: "#21262c", border: "#48505a", homeBorder: "#7b8591", governorate: "#3a424b", water: "#2d516b", text: "#d6d3cb",
    faint: "#868e98", halo: "rgba(20,24,29,0.9)" },
};
K.paper = () => K.PAPER[K.dark() ? "dark" : "light"];

K.loadBase = async function () {
  const data = await K.unpackJson("base"), scale = data.outlines.scale;
  const outline = (row) => ({ ...row, at: K.mercator(row.label[0], row.label[1]), rings: row.rings.map((ring) => K.ring(K.undelta(ring, scale))) });
  K.base = {
    attribution: data.attribution,
    countries: data.outlines.countries.map(outline), governorates: data.outlines.governorates.map(outline),
    water: data.water.map(([ar, en, geometry]) => ({ ar, en, area: geometry.type.endsWith("Polygon"), rings: K.lines(geometry).map(K.ring) })),
    towns: data.towns.map(([ar, en, lon, lat, rank]) => ({ ar, en, rank, at: K.mercator(lon, lat) })),
  };
  K.base.townNames = new Set(K.base.towns.map((town) => town.en));
  K.base.arabic = new Map([...K.base.countries, ...K.base.governorates, ...K.base.towns].map((row) => [row.en, row.ar]).reverse());
};

K.undelta = function (deltas, scale) {
  const points = [];
  for (let i = 0, x = 0, y = 0; i < deltas.length; i += 2) { x += deltas[i]; y += deltas[i + 1]; points.push([x / scale, y / scale]); }
  return points;
};

// Every line of a GeoJSON geometry, as lists of [lon, lat].
K.lines = function (geometry) {
  const { type, coordinates } = geometry;
  if (type === "LineString") return [coordinates];
  if (type === "MultiLineString" || type === "Polygon") return coordinates;
  return type === "MultiPolygon" ? coordinates.flat() : [];
};

// A line in world units, with its box: what is out of view costs one comparison.
K.ring = function (points) {
  const xy = new Float64Array(points.length * 2), box = [Infinity, Infinity, -Infinity, -Infinity];
  points.forEach(([lon, lat], i) => {
    const [x, y] = K.mercator(lon, lat);
    xy[2 * i] = x; xy[2 * i + 1] = y;
    box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y); box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
  });
  return { xy, box };
};

K.trace = function (c, view, ring, close) {
  if (ring.box[2] < view.x0 || ring.box[0] > view.x1 || ring.box[3] < view.y0 || ring.box[1] > view.y1) return;
  const { xy } = ring;
  c.moveTo(xy[0] * view.scale - view.ox, xy[1] * view.scale - view.oy);
  for (let i = 2; i < xy.length; i += 2) c.lineTo(xy[i] * view.scale - view.ox, xy[i + 1] * view.scale - view.oy);
  if (close) c.closePath();
};

// `symbols`: what is drawn upon it ({x, y, r}), and `labels`: boxes of words there; names step aside for both.
K.drawBase = function (c, view, symbols, labels) {
  const paper = K.paper(), S = K.S;
  c.clearRect(0, 0, view.width, view.height);
  c.fillStyle = paper.sea; c.fillRect(0, 0, view.width, view.height);
  for (const country of K.base.countries) {
    c.beginPath();
    for (const ring of country.rings) K.trace(c, view, ring, true);
    c.fillStyle = country.id === "SYR" ? paper.home : paper.land; c.fill("evenodd");
    c.strokeStyle = paper.border; c.lineWidth = 0.9; c.stroke();
  }
  if (S.layer.governorates) K.drawLines(c, view, K.base.governorates, paper.governorate, 1, [5, 3]);
  K.drawLines(c, view, K.base.countries.filter((country) => country.id === "SYR"), paper.homeBorder, 1.6, []);
  if (S.layer.water) K.drawWater(c, view, paper);
  K.drawOwn(c, view);
  K.drawNames(c, view, paper, symbols, labels || []);
};

K.drawLines = function (c, view, rows, color, width, dash) {
  c.beginPath();
  for (const row of rows) for (const ring of row.rings) K.trace(c, view, ring, true);
  c.setLineDash(dash); c.strokeStyle = color; c.lineWidth = width; c.stroke(); c.setLineDash([]);
};

K.drawWater = function (c, view, paper) {
  for (const area of [true, false]) {
    c.beginPath();
    for (const row of K.base.water) if (row.area === area) for (const ring of row.rings) K.trace(c, view, ring, area);
    if (area) { c.fillStyle = paper.water; c.fill("evenodd"); }
    c.strokeStyle = paper.water; c.lineWidth = area ? 0.8 : Math.min(3.4, 0.9 + Math.max(0, view.zoom - 6) * 0.5); c.lineJoin = "round"; c.stroke();
  }
};

// Names, the most important first. One that would lie on another or on a symbol tries the other sides of its dot, or is left out; where a
// symbol hides the dot, the name stands beside the symbol.
K.drawNames = function (c, view, paper, symbols, labels) {
  const taken = [...symbols.map(({ x, y, r }) => [x - r + 2, y - r + 2, x + r - 2, y + r - 2]), ...labels];
  const free = (box) => !taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  const put = (text, x, y, font, color, dot) => {
    if (x < -60 || y < -20 || x > view.width + 60 || y > view.height + 20) return;
    c.font = font;
    const width = K.textWidth(c, text), over = dot && symbols.find((one) => Math.hypot(one.x - x, one.y - y) < one.r + 2);
    const places = dot ? K.beside(over || { x, y, r: 1 }, width) : [[x - width / 2, y]];
    // Whole on the map; only what lies beyond its sides may stand there, for when the map is dragged.
    const inside = x > view.edge[0] && x < view.width - view.edge[0], margin = 2 + (inside ? view.edge[0] : 0);
    const found = places.find(([left, at]) => left > margin && left + width < view.width - margin && free([left - 3, at - 8, left + width + 3, at + 8]));
    if (!found) return;
    const [left, at] = found;
    taken.push([left - 3, at - 8, left + width + 3, at + 8]);
    c.lineWidth = 3; c.strokeStyle = paper.halo; c.lineJoin = "round";
    c.strokeText(text, left, at); c.fillStyle = color; c.fillText(text, left, at);
    if (dot && !over) { c.beginPath(); c.arc(x, y, 1.9, 0, 7); c.fill(); }
  };
  c.textBaseline = "middle"; c.textAlign = "left"; c.direction = "ltr";
  const at = (row) => [row.at[0] * view.scale - view.ox, row.at[1] * view.scale - view.oy];
  for (const row of K.base.countries) if (!["SYR", "ESB", "WSB"].includes(row.id) && view.zoom < 8.5) put(K.pick(row.ar, row.en), ...at(row), "400 13px Kharita", paper.faint, false);
  if (K.S.layer.towns) for (const town of K.base.towns) {
    if (view.zoom < 10.6 - town.rank) continue;
    put(K.pick(town.ar, town.en), ...at(town), (town.rank >= 4 ? "600 13px" : "400 12px") + " Kharita", town.rank >= 4 ? paper.text : paper.faint, true);
  }
  if (K.S.layer.governorates && view.zoom >= 6) for (const row of K.base.governorates) if (!K.S.layer.towns || !K.base.townNames.has(row.en)) put(K.pick(row.ar, row.en), ...at(row), "400 11px Kharita", paper.faint, false);
};

// Where a name may stand around a dot or a symbol: [left edge, middle line]. It begins at its dot, to the left of it in Arabic.
K.beside = function ({ x, y, r }, width) {
  const sides = [[x + r + 4, y], [x - r - 4 - width, y]];
  if (K.S.lang === "ar") sides.reverse();
  return [...sides, [x - width / 2, y - r - 10], [x - width / 2, y + r + 11]];
};

K.widths = new Map();
K.textWidth = function (c, text) {
  const key = c.font + text;
  if (!K.widths.has(key)) K.widths.set(key, c.measureText(text).width);
  return K.widths.get(key);
};
