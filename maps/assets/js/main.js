// Start, and what happens on a change: one pass over the events, one redraw, one frame.
K.mapNode = () => map.getContainer();

K.frame = function (base) {
  K.wantBase = K.wantBase || base === true;
  if (K.waiting) return;
  K.waiting = true;
  requestAnimationFrame(() => {
    K.waiting = false;
    const start = performance.now();
    K.eventSurface.redraw();
    if (K.wantBase) K.baseSurface.redraw();
    K.wantBase = false;
    K.measure("kharita-redraw", start);
  });
};

// The last duration of a step, for the benchmark and for whoever opens the developer tools.
K.measure = function (name, start) {
  performance.clearMeasures(name);
  performance.measure(name, { start });
};

// A filter changed: everything that shows it follows. What costs more than a frame (lists, address) waits until the hand rests.
K.changed = function (base) {
  const start = performance.now();
  K.pass();
  K.frame(base);
  K.showTime();
  K.renderSummary();
  K.listSoon();
  K.saveHash();
  K.measure("kharita-pass", start);
};
K.listSoon = K.debounce(90, () => { K.renderTabs(); K.renderBody(); K.describeSoon(); if (K.baseSurface) K.frame(true); });
// What nobody sees at once: the legend, the map in words.
K.describeSoon = K.debounce(150, () => { K.renderLegend(); K.attr(K.mapNode(), "aria-label", K.t("map.label") + " " + K.alternative()); });

K.applyTheme = function () {
  document.documentElement.dataset.theme = K.dark() ? "dark" : "light";
  document.documentElement.lang = K.S.lang;
  document.body.dataset.lang = K.S.lang;
  K.byId("panel").dir = K.S.lang === "ar" ? "rtl" : "ltr";
};

// Language or theme changed, or the address: everything is built anew. An opened event that was in sight stays so; `bring`: it comes into it.
K.restart = function (bring) {
  const inSight = bring === true || K.inSight(K.S.event);
  K.applyTheme();
  K.pass();
  K.build();
  if (K.S.event >= 0) K.open(K.S.event, inSight); else K.byId("card").hidden = true;
  K.frame(true);
  K.saveHash();
};

// Everything around the map, in the reader's language.
K.build = function () {
  K.relabel();
  K.renderHead();
  K.renderTimeline();
  K.renderSummary();
  K.renderTabs();
  K.renderBody();
  K.renderNotices();
  K.askTiles();
  K.renderSchematic();
  K.attr(K.byId("panel"), "aria-label", K.t("panel.label"));
  K.attr(K.byId("card"), "aria-label", K.t("card.label"));
  K.attr(K.byId("timeline"), "aria-label", K.t("time.histogram"));
  K.attr(K.mapNode(), "role", "application");
  K.attr(K.mapNode(), "aria-label", K.t("map.label"));
  K.zoomNames();
  K.describeSoon();
};

// Leaflet's scale in the reader's language.
K.Scale = L.Control.Scale.extend({
  _updateMetric(most) { const metres = this._getRoundNum(most); this._updateScale(this._mScale, K.distance(metres), metres / most); },
});

K.zoomNames = function () {
  if (K.scaleControl) K.scaleControl.remove();
  K.scaleControl = new K.Scale({ position: "bottomleft", imperial: false }).addTo(map);
  if (K.zoomControl) K.zoomControl.remove();
  const corner = K.S.lang === "ar" ? "topright" : "topleft";
  K.zoomControl = L.control.zoom({ position: corner, zoomInTitle: K.t("zoom.in"), zoomOutTitle: K.t("zoom.out") }).addTo(map);
  const home = L.DomUtil.create("a", "home", K.zoomControl.getContainer());
  home.href = "#"; home.textContent = "⌂"; home.title = K.t("zoom.home");
  home.setAttribute("role", "button"); home.setAttribute("aria-label", K.t("zoom.home"));
  L.DomEvent.on(home, "click", (event) => { L.DomEvent.stop(event); K.showAll(); });
};

// The view that holds the middle 98 % of the points, so that one far place does not shrink the map.
K.showAll = function () {
  const count = K.p.event.length;
  if (!count) { map.fitBounds([[32.3, 35.6], [37.4, 42.5]], { animate: false }); return; } // Syria
  const rank = (column, at) => { const sorted = Int32Array.from(column).sort(); return sorted[Math.min(count - 1, Math.floor(at * count))] / K.data.degrees; };
  const bounds = L.latLngBounds([rank(K.p.lat, 0.01), rank(K.p.lon, 0.01)], [rank(K.p.lat, 0.99), rank(K.p.lon, 0.99)]);
  map.fitBounds(bounds.pad(0.12), { maxZoom: 10, animate: false });
};

K.listen = function () {
  map.on("click", (event) => {
    if (K.placing) { K.placeAt(event.latlng); return; }
    const flag = K.flagAt(event.containerPoint), cell = K.at(event.containerPoint);
    if (flag) { K.openClaims(flag); return; }
    if (!cell) { K.close(); return; }
    if (cell.count === 1) K.open(K.p.event[cell.first], true); else K.enter(cell);
  });
  map.on("mousemove", (event) => K.hover(event.containerPoint));
  map.on("mouseout movestart", () => { K.byId("tip").hidden = true; });
  map.on("moveend", () => { K.saveHash(); K.noteSight(); if (K.S.inview && K.S.tab === "events") K.listSoon(); });
  addEventListener("hashchange", async () => {
    if (location.hash === K.ownHash) return;
    const view = await K.readHash();
    await K.search();
    if (view) map.setView([view[0], view[1]], view[2], { animate: false });
    K.restart(!view);
  });
  addEventListener("keydown", K.key);
  addEventListener("resize", K.resized);
  addEventListener("beforeprint", K.beforePrint);
  addEventListener("afterprint", K.afterPrint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => K.restart());
};

K.key = function (event) {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (event.key === "Escape") { if (K.placing) K.stopPlacing(); else K.close(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); document.body.classList.remove("folded"); K.byId("search").focus(); }
  else if (event.key === "n" || event.key === "ن") K.step(1);
  else if (event.key === "p" || event.key === "ح") K.step(-1);
};

// A group opens by coming nearer, until its points lie on one spot: then it is a list.
K.enter = function (cell) {
  let x0 = Infinity, x1 = -Infinity, y0 = Infinity, y1 = -Infinity;
  for (const p of K.members(cell)) { x0 = Math.min(x0, K.px[p]); x1 = Math.max(x1, K.px[p]); y0 = Math.min(y0, K.py[p]); y1 = Math.max(y1, K.py[p]); }
  const spread = Math.max(x1 - x0, y1 - y0) * 256 * 2 ** map.getZoom();
  if (spread < 4 || map.getZoom() >= 13.5 || cell.count <= 6) { K.openGroup(cell); return; }
  const centre = map.unproject(L.point((x0 + x1) / 2, (y0 + y1) / 2).multiplyBy(256), 0);
  map.setView(centre, Math.min(14, map.getZoom() + Math.max(1, Math.min(3, Math.log2(300 / spread)))), { animate: !K.calm() });
};

K.hover = function (point) {
  const tip = K.byId("tip"), free = K.drawnView && !K.placing, flag = free ? K.flagAt(point) : null, cell = free && !flag ? K.at(point) : null;
  K.mapNode().style.cursor = K.placing ? "crosshair" : cell || flag ? "pointer" : "";
  tip.hidden = !cell && !flag;
  if (tip.hidden) return;
  tip.dir = K.S.lang === "ar" ? "rtl" : "ltr";
  K.clear(tip).append(...(flag ? K.flagTip(flag) : K.cellTip(cell)));
  const flip = point.x > map.getSize().x - 240;
  Object.assign(tip.style, { left: flip ? "auto" : point.x + 14 + "px", right: flip ? map.getSize().x - point.x + 14 + "px" : "auto", top: Math.max(4, point.y - 34) + "px" });
};

K.cellTip = function (cell) {
  if (cell.count > 1) return K.groupTip(cell);
  const i = K.p.event[cell.first], name = K.placeName(K.p.place[cell.first]);
  return [K.el("b", { text: K.kindName(K.e.kind[i]) }), name ? " · " : "", K.auto(name), " ", K.ltr(K.isoDay(K.e.start[i]), "date")];
};
// What a ring says by colour, in words.
K.groupTip = function ({ count, doubted, family }) {
  const parts = family === null ? [] : [...family.keys()].filter((f) => family[f]).sort((a, b) => family[b] - family[a]);
  return [K.el("b", { text: K.t("cluster", { n: K.number(count) }) }),
    ...parts.map((f) => K.el("div", {}, K.el("i", { class: "dot", style: { background: K.color(f) } }), K.pick(K.families[f].ar, K.families[f].en) + " " + K.number(family[f]))),
    doubted ? K.el("div", { class: "quiet", text: K.t("cluster.doubted", { n: K.number(doubted) }) }) : ""];
};
K.flagTip = (place) => [K.el("b", {}, K.auto(K.placeName(place.place))), place.contested ? " · " + K.t("terr.contested") : "",
  ...[place.last, place.rival].filter((i) => i !== undefined).map((i) => K.el("div", {}, ...K.claimWords(i)))];

K.fail = function (message) {
  const panel = K.clear(K.byId("panel"));
  panel.append(K.el("p", { class: "fail", dir: "rtl", text: message[0] }), K.el("p", { class: "fail", dir: "ltr", text: message[1] }));
};

K.start = async function () {
  if (typeof DecompressionStream === "undefined") {
    K.fail(["هذا المتصفح قديم ولا يستطيع فك البيانات. يلزم Chrome 80 أو Firefox 113 أو Safari 16.4 أو أحدث.", "This browser is too old to unpack the data: Chrome 80, Firefox 113, Safari 16.4 or newer is needed."]);
    return;
  }
  await Promise.all([K.loadCore(), K.loadBase(), document.fonts.load("400 12px Kharita", "aب"), document.fonts.load("600 12px Kharita", "aب")]);
  K.nameOwnLayers();
  K.initState();
  K.initFilters();
  const view = await K.readHash();
  K.applyTheme();
  K.pass();
  K.build();
  K.layMap(view);
  K.listen();
  document.body.dataset.ready = "1";
  requestAnimationFrame(() => setTimeout(() => performance.mark("kharita-drawn"))); // after the frame that shows it
  K.afterStart(view);
};

// The two canvases, drawn as they are added.
K.layMap = function (view) {
  map.createPane("paper").style.zIndex = 150;
  K.baseSurface = new K.Surface((c, v) => K.drawBase(c, v, [...K.drawn, ...K.flags], K.flagLabels), "paper");
  K.eventSurface = new K.Surface((c, v) => { K.drawEvents(c, v); K.drawEntries(c, v); }, "overlayPane");
  map.invalidateSize({ animate: false });
  if (view) map.setView([view[0], view[1]], view[2], { animate: false }); else K.showAll();
  K.eventSurface.addTo(map); K.baseSurface.addTo(map); // in this order they are drawn: names step aside for symbols
};

// What may come after the first picture.
K.afterStart = function (view) {
  if (K.S.event >= 0) K.open(K.S.event, !view || K.inSight(K.S.event));
  if (K.p.geometry.some((row) => row >= 0)) K.shapes().then(() => K.frame());
  if (K.S.q) K.search().then(() => K.changed());
  if (K.data.own.archive || K.data.own.overlays.length) K.loadOwn().then(() => K.frame(true));
  if (K.data.places.some((place) => !place.name_ar)) K.reference().then(() => { K.renderBody(); }); // coarsened: Arabic names of areas
  K.saveHash();
  K.warmUp();
};

// A browser runs code slowly until it has seen it run: the pass and the redraw are done a few times while the reader has not begun, so
// that the first step of a filter is as quick as the others. Nothing changes by it.
K.WARM_UP = 4;
K.warmUp = async function () {
  await new Promise((resume) => requestAnimationFrame(() => setTimeout(resume, 100))); // the first picture goes before
  for (let round = 0; round < K.WARM_UP; round++) {
    await new Promise((resume) => setTimeout(resume, 30));
    const { from } = K.S;
    if (from === null && K.range) K.S.from = Math.round((K.range[0] + K.range[1]) / 2); // the ways through the pass that a time filter takes
    K.pass();
    K.S.from = from;
    K.pass();
    K.frame();
  }
};

Promise.all([K.start(), K.whole]).catch((error) => {
  console.error(error);
  K.fail(["تعذّرت قراءة بيانات هذا الملف؛ لعله لم يُنسخ كاملًا.", "The data of this file cannot be read; perhaps it was not copied whole."]);
});
