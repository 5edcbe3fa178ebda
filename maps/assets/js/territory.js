// Who claims ground, where and when: a flag at each place in the colour of whoever is last said to have taken it. It follows the filters,
// so that it steps in time with them. Two who claim one place within some days, or a claim that is disputed, make it contested.
K.CONTEST_DAYS = 10;
K.CLAIMANT = ["#332288", "#CC6677", "#117733", "#DDAA33", "#AA4499", "#33AADD", "#882255", "#999933"]; // Paul Tol's muted scheme, safe for colour-blind eyes
K.CLAIMANT_DARK = ["#A79BFF", "#FF9AA8", "#63D592", "#FFD166", "#EB95E2", "#7FD3FF", "#F07BA8", "#CFCF66"]; // the same hues, light enough for a dark map
K.NOBODY = "#888888";

// Kinds that speak of ground, a colour for each of the eight most frequent claimants, and the points to look at, once for all.
K.claimants = () => K.once("claimants", () => {
  const counts = new Map(), speaks = new Uint8Array(K.data.kinds.length), points = [];
  for (const id of K.data.territory) speaks[K.data.kinds.indexOf(id)] = 1;
  for (let i = 0; i < K.n; i++) if (speaks[K.e.kind[i]]) counts.set(K.e.initiator[i], (counts.get(K.e.initiator[i]) || 0) + 1);
  for (let p = 0; p < K.p.event.length; p++) if (speaks[K.e.kind[K.p.event[p]]] && K.p.place[p] >= 0) points.push(p);
  const order = [...counts.keys()].filter((actor) => actor >= 0).sort((a, b) => counts.get(b) - counts.get(a) || a - b);
  return { speaks, points: Int32Array.from(points), rank: new Map(order.map((actor, row) => [actor, row])) };
});
K.claimantColor = (actor) => (K.dark() ? K.CLAIMANT_DARK : K.CLAIMANT)[K.claimants().rank.get(actor)] || K.NOBODY;

// One entry a place: its claims shown, newest first, and what they come to.
K.ground = function () {
  const { points } = K.claimants(), places = new Map();
  for (const p of points) {
    const i = K.p.event[p];
    if (!K.shown[i] || K.e.start[i] === K.data.noDate || K.data.stances[K.e.stance[i]] === "planned") continue;
    const place = places.get(K.p.place[p]);
    if (place) place.events.push(i); else places.set(K.p.place[p], { place: K.p.place[p], p, events: [i] });
  }
  for (const place of places.values()) K.weigh(place);
  return [...places.values()];
};

// The last claim counts; what contradicts it within some days contests it. Denials are told by their own event, and take nobody's side.
K.weigh = function (place) {
  place.events = [...new Set(place.events)].sort((a, b) => K.e.start[b] - K.e.start[a] || b - a);
  const told = place.events.filter((i) => !K.isDenied(i)), last = told.length ? told[0] : place.events[0];
  const near = place.events.filter((i) => K.e.start[last] - K.e.start[i] <= K.CONTEST_DAYS);
  place.last = last;
  place.act = K.data.kinds[K.e.kind[last]];
  place.rival = near.find((i) => K.e.initiator[i] >= 0 && K.e.initiator[i] !== K.e.initiator[last] && K.data.kinds[K.e.kind[i]] !== "withdrawal" && place.act !== "withdrawal" && !K.isDenied(i));
  place.contested = place.rival !== undefined || near.some((i) => K.isDenied(i) || K.data.statuses[K.e.status[i]] === "disputed");
};

K.isDenied = (i) => K.data.statuses[K.e.status[i]] === "denied" || K.data.stances[K.e.stance[i]] === "denied";

// Flags stand on their places: full where taken, outlined where only neared, lowered where left, in two colours or notched where contested.
K.flags = [];
K.drawFlags = function (c, view) {
  K.flags = [];
  if (!K.S.layer.territory) return;
  const paper = K.dark() ? "#14181d" : "#ffffff", ink = K.dark() ? "#f2efe8" : "#23262b", places = K.ground();
  const seen = places.map((place) => ({ place, x: K.px[place.p] * view.scale - view.ox, y: K.py[place.p] * view.scale - view.oy }))
    .filter(({ x, y }) => x > -20 && x < view.width + 20 && y > -10 && y < view.height + 40).sort((a, b) => a.y - b.y);
  const labels = seen.length <= 12 || view.zoom >= 10;
  for (const { place, x, y } of seen) {
    K.drawFlag(c, x, y, place, paper, ink);
    if (labels) K.drawFlagLabel(c, x, y, place, ink);
    K.flags.push({ x: x + 7, y: y - (place.act === "withdrawal" ? 16 : 26), r: 10, place });
  }
};

K.drawFlag = function (c, x, y, place, paper, ink) {
  const color = K.claimantColor(K.e.initiator[place.last]), top = y - 31, height = 11, width = 16, flag = place.act === "withdrawal" ? top + 10 : top;
  c.lineJoin = "round";
  c.beginPath(); c.moveTo(x, y - 8); c.lineTo(x, top); c.strokeStyle = paper; c.lineWidth = 4; c.stroke(); c.strokeStyle = ink; c.lineWidth = 1.6; c.stroke();
  c.beginPath(); c.rect(x, flag, width, height); c.strokeStyle = paper; c.lineWidth = 3.4; c.stroke();
  c.fillStyle = place.act === "capture" ? color : paper; c.fill();
  if (place.rival !== undefined) { c.fillStyle = K.claimantColor(K.e.initiator[place.rival]); c.fillRect(x + width / 2, flag, width / 2, height); }
  if (place.contested) K.hatch(c, x, flag, width, height, paper);
  c.beginPath(); c.rect(x, flag, width, height); c.strokeStyle = color; c.lineWidth = 1.8; c.setLineDash(place.act === "withdrawal" ? [3, 2] : []); c.stroke(); c.setLineDash([]);
};

K.hatch = function (c, x, y, width, height, color) {
  c.save();
  c.beginPath(); c.rect(x, y, width, height); c.clip(); c.beginPath();
  for (let at = -height; at < width; at += 4.5) { c.moveTo(x + at, y + height); c.lineTo(x + at + height, y); }
  c.strokeStyle = color; c.lineWidth = 1.3; c.stroke();
  c.restore();
};

K.drawFlagLabel = function (c, x, y, place, ink) {
  const text = K.claimantName(K.e.initiator[place.last]), date = K.isoDay(K.e.start[place.last]);
  c.textAlign = "left"; c.textBaseline = "middle"; c.lineWidth = 3; c.strokeStyle = K.paper().halo; c.fillStyle = ink;
  c.font = "600 10.5px Kharita"; c.strokeText(text, x + 20, y - 28); c.fillText(text, x + 20, y - 28);
  c.font = "400 10px Kharita"; c.strokeText(date, x + 20, y - 16); c.fillText(date, x + 20, y - 16);
};

K.claimantName = (actor) => (actor < 0 ? K.t("terr.unknown") : K.actorName(actor));

K.flagAt = function (point) {
  const view = K.drawnView, shift = map.containerPointToLayerPoint(point), x = shift.x + view.dx, y = shift.y + view.dy;
  const found = K.flags.filter((flag) => Math.abs(flag.x - x) <= 12 && Math.abs(flag.y - y) <= 10);
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
  card.append(K.el("p", { class: "quiet", text: K.t("terr.note") }), ...place.events.slice(0, 60).map((i) => K.el("div", { class: "ground" },
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
