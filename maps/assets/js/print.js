// The sheet that is printed: the map as it is cut on the screen, always light, each spot with a number; the legend; the events under
// their numbers; what was filtered; method and sources.
K.SHEET = { width: 700, height: 520, ratio: 3, spots: 60, rows: 300 }; // pixels of an A4 page's width at 96 to the inch

K.beforePrint = function () {
  K.printing = true;
  document.documentElement.dataset.theme = "light";
  const sheet = K.clear(K.byId("printed")), canvas = K.el("canvas", { width: K.SHEET.width * K.SHEET.ratio, height: K.SHEET.height * K.SHEET.ratio });
  const cells = K.printMap(canvas), say = (title, ...parts) => K.el("section", { class: "part" }, K.el("h2", { text: K.t(title) }), ...parts);
  sheet.dir = K.S.lang === "ar" ? "rtl" : "ltr";
  sheet.append(K.el("h1", {}, K.auto(K.data.options.title || K.t("app.title"))),
    K.el("p", { class: "facts" }, K.el("span", { text: K.t("shown", { n: K.number(K.total), all: K.number(K.n) }) }), K.range ? K.ltr(K.span(K.timeFrom(), K.timeTo()), "date") : null),
    ...K.filterWords().map(([name, words]) => K.el("p", { class: "quiet filter" }, name + ": ", K.auto(words))), ...K.harmLines().map((line) => K.el("p", { class: "harm", text: line })),
    canvas, K.el("p", { class: "quiet credit" }, K.t("print.map") + " · " + K.byId("schematic").textContent),
    say("legend", K.el("ul", { class: "legend" }, ...K.legendRows())), ...K.printLists(cells),
    ...K.methodParts(["m.keys", "m.private"]));
};

K.afterPrint = function () { K.printing = false; K.applyTheme(); K.clear(K.byId("printed")); K.frame(true); };

// What of the world the sheet's map shows: all that the screen shows, in the same middle.
K.printView = function (width, height) {
  const size = map.getSize(), scale = 256 * 2 ** map.getZoom() * Math.min(width / size.x, height / size.y), middle = map.project(map.getCenter(), 0).divideBy(256);
  const ox = middle.x * scale - width / 2, oy = middle.y * scale - height / 2;
  return { zoom: Math.log2(scale / 256), scale, ox, oy, width, height, x0: ox / scale, y0: oy / scale, x1: (ox + width) / scale, y1: (oy + height) / scale, dx: 0, dy: 0, edge: [0, 0] };
};

// Draws the map and returns its spots from north to south, numbered in that order.
K.printMap = function (canvas) {
  const { width, height, ratio, spots } = K.SHEET, c = canvas.getContext("2d"), view = K.printView(width, height);
  K.attr(canvas, "role", "img"); K.attr(canvas, "aria-label", K.alternative());
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  const count = K.pointsInView(view), cells = [18, 28, 40, 54, 70].reduce((found, side) => (found && found.length <= spots ? found : K.cells(view, count, side)), null);
  K.drawBase(c, view, cells);
  if (K.S.layer.uncertainty) for (const cell of cells) if (cell.count === 1) K.drawUncertainty(c, view, cell.first, false);
  if (K.S.layer.arrows) K.drawArrows(c, view);
  cells.sort((a, b) => a.y - b.y || a.x - b.x);
  cells.forEach((cell, row) => { if (cell.count === 1) { K.drawPoint(c, cell); K.drawBadge(c, cell.x + 11, cell.y - 10, row + 1); } else { cell.label = String(row + 1); K.drawCell(c, cell); } });
  K.drawFlags(c, view, cells);
  return cells;
};

K.drawBadge = function (c, x, y, number) {
  c.beginPath(); c.arc(x, y, 7.4, 0, 7); c.fillStyle = "#ffffff"; c.fill(); c.lineWidth = 0.8; c.strokeStyle = "#23262b"; c.stroke();
  c.font = "600 9.5px Kharita"; c.textAlign = "center"; c.textBaseline = "middle"; c.fillStyle = "#23262b"; c.fillText(String(number), x, y + 0.5);
};

// The events under the numbers of the map, then those that it does not show. Each spot tells its newest ones.
K.printLists = function (cells) {
  const body = K.el("tbody"), told = new Set(), each = Math.max(3, Math.floor(K.SHEET.rows / Math.max(1, cells.length)));
  const group = (number, title, rows, limit, placeOf) => {
    const order = rows.sort((a, b) => K.e.start[b] - K.e.start[a] || a - b);
    for (const i of rows) told.add(i);
    body.append(K.el("tr", { class: "spot" }, K.el("th", { class: "number", text: number }), K.spanning(6, K.auto(title), " · " + K.t("print.count", { n: K.number(rows.length) }))));
    body.append(...order.slice(0, limit).map((i) => K.printRow(i, placeOf && placeOf.has(i) ? placeOf.get(i) : K.e.place[i])));
    if (rows.length > limit) body.append(K.el("tr", {}, K.el("td"), K.spanning(6, K.t("print.more", { n: K.number(rows.length - limit) }), "quiet")));
  };
  cells.forEach((cell, row) => {
    const placeOf = new Map(K.members(cell, Infinity).map((p) => [K.p.event[p], K.p.place[p]]));
    group(String(row + 1), K.commonPlace(cell), [...placeOf.keys()], each, placeOf);
  });
  const rest = [];
  for (let i = 0; i < K.n; i++) if (K.shown[i] && !told.has(i)) rest.push(i);
  const outside = rest.filter((i) => K.pointCount[i] > 0), unplaced = rest.filter((i) => K.pointCount[i] === 0);
  if (outside.length) group("–", K.t("print.outside"), outside, 20);
  if (unplaced.length) group("–", K.t("tray.events"), unplaced, 40);
  if (!body.children.length) return [];
  const heads = ["print.number", "print.date", "print.kind", "print.place", "role.initiator", "card.killed", "print.source"];
  const table = K.el("table", { class: "events" }, K.el("thead", {}, K.el("tr", {}, ...heads.map((key) => K.el("th", { text: K.t(key) })))), body);
  return [K.el("section", { class: "part list" }, K.el("h2", { text: K.t("tab.events") }), K.el("p", { class: "quiet", text: K.t("print.list") }), table)];
};

K.spanning = function (columns, ...children) {
  const cls = children[children.length - 1] === "quiet" ? children.pop() : "", node = K.el("td", { class: cls }, ...children);
  node.colSpan = columns;
  return node;
};

K.printRow = function (i, place) {
  const status = K.data.statuses[K.e.status[i]], stance = K.data.stances[K.e.stance[i]], actor = K.e.initiator[i], cell = (...parts) => K.el("td", {}, ...parts);
  const doubt = stance !== "asserted" ? " (" + K.t("stance." + stance) + ")" : status === "disputed" || status === "denied" ? " (" + K.t("status." + status) + ")" : "";
  return K.el("tr", {}, cell(), cell(K.ltr(K.e.start[i] === K.data.noDate ? "—" : K.span(K.e.start[i], K.e.end[i]))),
    cell(K.symbol(K.e.kind[i], K.styleOf(i), 12), " " + K.kindName(K.e.kind[i]) + doubt), cell(K.auto(K.placeName(place) || "—")),
    cell(actor < 0 ? "—" : K.auto(K.actorName(actor))), cell(K.e.killed[i] < 0 ? "" : K.number(K.e.killed[i])), cell(K.auto(K.data.sources[K.e.source[i]] || "—")));
};

// The place that most events of a spot are at.
K.commonPlace = function (cell) {
  const counts = new Map();
  for (const p of K.members(cell, Infinity)) counts.set(K.p.place[p], (counts.get(K.p.place[p]) || 0) + 1);
  const [[row, most]] = [...counts].sort((a, b) => b[1] - a[1]), name = K.placeName(row) || "—";
  return most === cell.count || counts.size === 1 ? name : K.t("print.around", { a: name });
};

// The filters that are on, in words: [name, values].
K.filterWords = function () {
  const S = K.S, words = [], join = (list) => list.join(K.S.lang === "ar" ? "، " : ", ");
  const chosen = (title, flags, names) => { const on = names.filter((_, row) => flags[row]); if (on.length) words.push([K.t(title), join(on)]); };
  const off = (title, flags, names, normal) => { const out = names.filter((_, row) => !flags[row] && row !== normal); if (out.length) words.push([K.t("print.without") + " " + K.t(title), join(out)]); };
  if (S.q) words.push([K.t("print.search"), S.q]);
  chosen("sec.actors", S.actor, K.data.actors.map((_, row) => K.actorName(row)));
  chosen("sec.sources", S.source, K.data.sources);
  off("sec.kinds", S.kind, K.kindOf.map((_, code) => K.kindName(code)), -1);
  off("sec.status", S.status, K.data.statuses.map((name) => K.t("status." + name)), -1);
  off("sec.stance", S.stance, K.data.stances.map((name) => K.t("stance." + name)), -1);
  off("sec.story", S.story, K.data.stories.map((name) => K.t("story." + name)), K.data.stories.indexOf("furniture"));
  off("sec.precision", S.precision, [0, 1, 2, 3].map((level) => K.t("precision." + level)), -1);
  if (!S.undated) words.push([K.t("print.without"), K.t("date.unknown")]);
  return words;
};
