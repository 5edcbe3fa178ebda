// Who claims ground, where and when: a flag at each place in the colour of whoever is last said to have taken it. It follows the filters,
// so that it steps in time with them. Two who claim one place within some days, or a claim that is disputed, make it contested.
K.CONTEST_DAYS = 10;
K.CLAIMANT = ["#332288", "#CC6677", "#117733", "#DDAA33", "#AA4499", "#33AADD", "#882255", "#999933"]; // Paul Tol's muted scheme, safe for colour-blind eyes
K.CLAIMANT_DARK = ["#A79BFF", "#FF9AA8", "#63D592", "#FFD166", "#EB95E2", "#7FD3FF", "#F07BA8", "#CFCF66"]; // the same hues, light enough for a dark map
K.NOBODY = "#888888";

// Kinds that speak of ground, the claimants by how often they claim, and the points to look at: place by place, newest first.
K.claimants = () => K.once("claimants", () => {
  const counts = new Map(), speaks = new Uint8Array(K.data.kinds.length), points = [], planned = K.data.stances.indexOf("planned"), { event, place } = K.p, { start, stance } = K.e;
  for (const id of K.data.territory) speaks[K.data.kinds.indexOf(id)] = 1;
  for (let i = 0; i < K.n; i++) if (speaks[K.e.kind[i]]) counts.set(K.e.initiator[i], (counts.get(K.e.initiator[i]) || 0) + 1);
  for (let p = 0; p < event.length; p++) if (speaks[K.e.kind[event[p]]] && place[p] >= 0 && start[event[p]] !== K.data.noDate && stance[event[p]] !== planned) points.push(p);
  points.sort((a, b) => place[a] - place[b] || start[event[b]] - start[event[a]] || b - a);
  const order = [...counts.keys()].filter((actor) => actor >= 0).sort((a, b) => counts.get(b) - counts.get(a) || a - b);
  return { speaks, points: Int32Array.from(points), rank: new Map(order.map((actor, row) => [actor, row])) };
});
K.claimantColor = (actor) => (K.dark() ? K.CLAIMANT_DARK : K.CLAIMANT)[K.claimants().rank.get(actor)] || K.NOBODY;

// One entry a place whose claims are shown: `from` and `to` are its points in the order of `K.claimants`.
K.ground = function () {
  const { points } = K.claimants(), places = [];
  for (let from = 0, to; from < points.length; from = to) {
    for (to = from + 1; to < points.length && K.p.place[points[to]] === K.p.place[points[from]]; to++);
    const place = K.weigh(points, from, to);
    if (place) places.push(place);
  }
  return places;
};

// The last claim counts; what contradicts it within some days contests it. A denial contests too, and takes nobody's side.
K.weigh = function (points, from, to) {
  const withdrawal = K.data.kinds.indexOf("withdrawal"), disputed = K.data.statuses.indexOf("disputed"), { kind, start, initiator, status } = K.e;
  let last = -1, first = -1, rival, doubt = false;
  for (let k = from; k < to && (last < 0 || start[last] - start[K.p.event[points[k]]] <= K.CONTEST_DAYS); k++) {
    const i = K.p.event[points[k]];
    if (!K.shown[i]) continue;
    if (first < 0) first = k;
    if (K.isDenied(i)) { if (last >= 0 || start[K.p.event[points[first]]] === start[i]) doubt = true; continue; }
    if (last < 0) last = i;
    if (status[i] === disputed) doubt = true;
    if (rival === undefined && initiator[i] >= 0 && initiator[i] !== initiator[last] && kind[i] !== withdrawal && kind[last] !== withdrawal) rival = i;
  }
  if (first < 0) return null;
  const denied = last < 0; // only denials
  if (denied) last = K.p.event[points[first]];
  return { place: K.p.place[points[first]], p: points[first], last, rival, from, to, act: K.data.kinds[kind[last]], contested: denied || doubt || rival !== undefined };
};

// The claims to a place that are shown, newest first.
K.claimsTo = function ({ from, to }) {
  const events = new Set();
  for (let k = from; k < to; k++) if (K.shown[K.p.event[K.claimants().points[k]]]) events.add(K.p.event[K.claimants().points[k]]);
  return [...events];
};

K.isDenied = (i) => K.data.statuses[K.e.status[i]] === "denied" || K.data.stances[K.e.stance[i]] === "denied";

// Flags stand on their places: full where taken, outlined where only neared, lowered where left, in two colours or notched where contested.
K.flags = [];
K.flagLabels = []; // boxes of their words
K.drawFlags = function (c, view, cells) {
  K.flags = []; K.flagLabels = [];
  if (!K.S.layer.territory) return;
  const paper = K.dark() ? "#14181d" : "#ffffff", ink = K.dark() ? "#f2efe8" : "#23262b", places = K.ground(), size = Math.max(0.55, Math.min(1, (view.zoom - 4.5) / 3));
  const groups = cells.filter((cell) => cell.family !== null && cell.count > 1);
  const seen = places.map((place) => K.footOf(place, K.px[place.p] * view.scale - view.ox, K.py[place.p] * view.scale - view.oy, groups, size))
    .filter(({ x, y }) => x > -20 && x < view.width + 20 && y > -10 && y < view.height + 40).sort((a, b) => a.y - b.y);
  const labels = seen.length <= 12 || view.zoom >= 10;
  const told = [];
  for (const { place, x, y } of seen) {
    c.save(); c.translate(x, y); c.scale(size, size); // smaller where the view is wide
    K.drawFlag(c, place, paper, ink);
    c.restore();
    if (labels && size === 1) K.drawFlagLabel(c, x, y, place, ink, view, told);
    K.flags.push({ x: x + 8 * size, y: y - (place.act === "withdrawal" ? 16 : 26) * size, r: 10 * size, place });
  }
  K.flagLabels = told.map(({ left, right, y: at }) => [left, at - 34, right, at - 10]);
  for (const group of groups) if (K.flags.some((flag) => Math.abs(flag.x - group.x) < 18 && Math.abs(flag.y - group.y) < 14)) K.drawCount(c, group, true);
};

// A flag on a group of points stands on the group's upper edge: the number inside stays to be read.
K.footOf = function (place, x, y, groups, size) {
  const under = groups.filter((group) => Math.hypot(group.x - x, group.y - y) < group.r + 4).sort((a, b) => Math.hypot(a.x - x, a.y - y) - Math.hypot(b.x - x, b.y - y))[0];
  if (!under) return { place, x, y };
  const aside = Math.min(under.r, Math.abs(x + 8 * size - under.x));
  return { place, x, y: Math.min(y, under.y - Math.sqrt(under.r ** 2 - aside ** 2) + 6 * size) };
};

// Drawn with its foot at the origin.
K.drawFlag = function (c, place, paper, ink) {
  const color = K.claimantColor(K.e.initiator[place.last]), top = -31, height = 11, width = 16, flag = place.act === "withdrawal" ? top + 10 : top;
  c.lineJoin = "round";
  c.beginPath(); c.moveTo(0, -8); c.lineTo(0, top); c.strokeStyle = paper; c.lineWidth = 4; c.stroke(); c.strokeStyle = ink; c.lineWidth = 1.6; c.stroke();
  c.beginPath(); c.rect(0, flag, width, height); c.strokeStyle = paper; c.lineWidth = 3.4; c.stroke();
  c.fillStyle = place.act === "capture" ? color : paper; c.fill();
  if (place.rival !== undefined) { c.fillStyle = K.claimantColor(K.e.initiator[place.rival]); c.fillRect(width / 2, flag, width / 2, height); }
  if (place.contested) K.hatch(c, 0, flag, width, height, paper);
  c.beginPath(); c.rect(0, flag, width, height); c.strokeStyle = color; c.lineWidth = 1.8; c.setLineDash(place.act === "withdrawal" ? [3, 2] : []); c.stroke(); c.setLineDash([]);
};

K.hatch = function (c, x, y, width, height, color) {
  c.save();
  c.beginPath(); c.rect(x, y, width, height); c.clip(); c.beginPath();
  for (let at = -height; at < width; at += 4.5) { c.moveTo(x + at, y + height); c.lineTo(x + at + height, y); }
  c.strokeStyle = color; c.lineWidth = 1.3; c.stroke();
  c.restore();
};

// `told`: the labels that are drawn; one that would lie on another is left out, as the flag tells it too.
K.drawFlagLabel = function (c, x, y, place, ink, view, told) {
  const text = K.claimantName(K.e.initiator[place.last]), date = K.isoDay(K.e.start[place.last]);
  c.textBaseline = "middle"; c.lineWidth = 3; c.strokeStyle = K.paper().halo; c.fillStyle = ink; c.direction = "ltr"; c.font = "600 10.5px Kharita";
  const width = K.textWidth(c, text), right = x + 20 + width < view.width - view.edge[0], left = right ? x + 20 : x - 5 - width; // left of the pole where the map ends
  if (told.some((other) => Math.abs(other.y - y) < 26 && left < other.right && left + width > other.left)) return;
  told.push({ y, left, right: left + width });
  c.textAlign = right ? "left" : "right";
  const edge = right ? left : left + width;
  c.strokeText(text, edge, y - 28); c.fillText(text, edge, y - 28);
  c.font = "400 10px Kharita"; c.strokeText(date, edge, y - 16); c.fillText(date, edge, y - 16);
};

K.claimantName = (actor) => (actor < 0 ? K.t("terr.unknown") : K.actorName(actor));

K.flagAt = function (point) {
  const view = K.drawnView, shift = map.containerPointToLayerPoint(point), x = shift.x + view.dx, y = shift.y + view.dy;
  const found = K.flags.filter((flag) => Math.abs(flag.x - x) <= 12 && Math.abs(flag.y - y) <= Math.max(7, flag.r));
  return found.length ? found[found.length - 1].place : null;
};

// In words: who, what, when, who says so.
K.claimWords = function (i) {
  const source = K.data.sources[K.e.source[i]];
  return [K.auto(K.claimantName(K.e.initiator[i])), ": " + K.kindName(K.e.kind[i]) + " ", K.ltr(K.isoDay(K.e.start[i]), "date"), source ? K.el("span", { class: "quiet" }, " · " + K.t("terr.says") + " ", K.auto(source)) : null];
};

// The claims to one place, newest first, in the card's place.
K.openClaims = function (place) {
  const card = K.beginCard();
  card.append(K.el("h2", {}, K.el("span", {}, K.t("terr.of") + " ", K.auto(K.placeName(place.place)))));
  if (place.contested) card.append(K.el("p", {}, K.el("span", { class: "pill disputed", text: K.t("terr.contested") })));
  card.append(K.el("p", { class: "quiet", text: K.t("terr.note") }), ...K.claimsTo(place).slice(0, 60).map((i) => K.el("div", { class: "ground" },
    K.el("i", { class: "dot", style: { background: K.claimantColor(K.e.initiator[i]) } }), K.el("div", {}, K.el("p", {}, ...K.claimWords(i)), K.eventRow(i)))));
  K.showCard(card);
};

// The panel's part: what is contested, then each claimant with what they say they took, neared or left. A list is made when it is opened.
K.territoryFacet = function () {
  const { speaks } = K.claimants(), by = new Map(), section = K.section("sec.territory"), contested = K.ground().filter((place) => place.contested);
  for (let i = 0; i < K.n; i++) {
    if (!K.shown[i] || !speaks[K.e.kind[i]]) continue;
    const rows = by.get(K.e.initiator[i]);
    if (rows) rows.push(i); else by.set(K.e.initiator[i], [i]);
  }
  if (!by.size) section.append(K.el("p", { class: "quiet", text: K.t("terr.none") }));
  if (contested.length) section.append(K.lazily(K.el("summary", {}, K.el("b", { text: K.t("terr.contested") }), K.el("span", { class: "count", text: K.number(contested.length) })),
    () => contested.slice(0, 60).map((place) => K.button(K.placeName(place.place), () => K.openClaims(place), { class: "event" }))));
  for (const [actor, rows] of [...by].sort((a, b) => b[1].length - a[1].length).slice(0, 12)) {
    section.append(K.lazily(K.el("summary", {}, K.el("i", { class: "dot", style: { background: K.claimantColor(actor) } }), K.auto(K.claimantName(actor), "name"), K.el("span", { class: "count", text: K.number(rows.length) })),
      () => rows.sort((a, b) => K.e.start[b] - K.e.start[a]).slice(0, 40).map(K.eventRow)));
  }
  return section;
};

K.lazily = function (summary, rows) {
  const box = K.el("details", { class: "claimant" }, summary);
  box.addEventListener("toggle", () => { if (box.open && box.children.length === 1) box.append(...rows()); });
  return box;
};
