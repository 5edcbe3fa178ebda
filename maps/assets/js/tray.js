// The tab "unplaced": events without a position, names that the gazetteer lacks, and the entries that the reader makes for it.
K.entries = [];
K.KINDS_OF_PLACE = ["city", "town", "village", "neighbourhood", "camp", "region", "river", "road", "oil_field", "base", "airport", "crossing", "dam", "hill", "facility", "street", "foreign_place", "other"];
K.ENTRY = ["name_ar", "alt_ar", "name_en", "alt_en", "kind", "lon", "lat", "parent", "accuracy_m", "note"];

K.trayEvents = function (limit) {
  const found = [];
  for (const i of K.order()) if (K.shown[i] && K.pointCount[i] === 0) { found.push(i); if (found.length >= limit) break; }
  return found;
};
K.trayCount = function () {
  let count = K.data.unknown.length;
  for (let i = 0; i < K.n; i++) if (K.shown[i] && K.pointCount[i] === 0) count++;
  return count;
};

K.renderTray = function (body) {
  const rows = K.trayEvents(300);
  K.clear(body).append(K.section("tray.events", K.el("p", { class: "quiet", text: K.t(rows.length ? "tray.events.note" : "tray.emptyevents") }), ...rows.map(K.eventRow)));
  const names = K.section("tray.names", K.el("p", { class: "quiet", text: K.t(K.data.unknown.length ? "tray.names.note" : "tray.emptynames") }));
  for (const unknown of K.data.unknown.slice(0, 200)) names.append(K.unknownRow(unknown));
  body.append(names);
  if (K.entries.length) body.append(K.entriesPart());
};

K.unknownRow = function (unknown) {
  const head = K.el("div", { class: "row" }, K.el("b", {}, K.auto(unknown.surface)), K.el("span", { class: "quiet", text: " " + K.t("tray.times", { n: unknown.count }) + (unknown.ambiguous ? " · " + K.t("tray.ambiguous") : "") }),
    K.button(K.t("tray.place"), () => K.startPlacing(unknown), { class: "chip place" }));
  const row = K.el("div", { class: "unknown" }, head), near = K.placeName(unknown.near);
  if (near) row.append(K.el("div", { class: "quiet near" }, K.t("tray.near") + " ", K.auto([near, ...K.containers(unknown.near).filter((above) => above !== near).slice(0, 2)].join(K.S.lang === "ar" ? "، " : ", "))));
  if (unknown.context) row.append(K.el("p", { dir: "auto", class: "quiet context", text: "… " + unknown.context + " …" }));
  return row;
};

// While a name is being placed the next click on the map, or "here", gives its position.
K.startPlacing = function (unknown) {
  K.placing = unknown;
  document.body.classList.add("placing", "folded");
  const bar = K.clear(K.byId("placing"));
  bar.dir = K.S.lang === "ar" ? "rtl" : "ltr";
  bar.setAttribute("aria-label", K.t("tray.place"));
  bar.append(K.el("span", { text: K.t("tray.placing", { a: unknown.surface }) }), K.button(K.t("tray.here"), () => K.placeAt(map.getCenter()), { id: "here" }), K.button(K.t("tray.cancel"), K.stopPlacing));
  bar.hidden = false;
  map.invalidateSize();
  K.mapNode().focus();
};

K.stopPlacing = function () {
  K.placing = null;
  document.body.classList.remove("placing", "folded");
  K.byId("placing").hidden = true;
  map.invalidateSize();
};

K.placeAt = async function (point) {
  const unknown = K.placing, metres = 40075016 * Math.cos((point.lat * Math.PI) / 180) / (256 * 2 ** map.getZoom());
  const accuracy = [100, 200, 500, 1000, 2000, 5000, 10000, 20000].find((step) => step >= metres * 12) || 20000; // a person hits about 12 pixels
  await K.reference();
  K.entries.push({ name_ar: unknown.surface, alt_ar: "", name_en: unknown.latin, alt_en: "", kind: unknown.kind, lon: Number(point.lng.toFixed(4)), lat: Number(point.lat.toFixed(4)),
    parent: K.parentFor(unknown, point), accuracy_m: String(accuracy), note: "" });
  K.stopPlacing();
  K.showTab("tray");
  K.frame();
  const last = document.querySelector("#body-tray .entry:last-of-type input");
  if (last) last.focus();
};

// What the report says contains the name: the area of the place named nearest to it. Kept only where the reader's point does not
// contradict it: in the same governorate, and for a narrower area near that place. Without one, the gazetteer takes the nearest's.
K.parentFor = function (unknown, point) {
  const area = K.areaOf(unknown.near);
  if (!area) return "";
  const { holders, itself } = K.known.places[unknown.near], chain = [...holders, ...(itself ? [itself] : [])].filter((holder) => holder.administrative);
  const governorate = chain[1], here = K.governorateAt(point);
  if (!governorate || (here && here.ar !== governorate.ar)) return "";
  return area === governorate || K.metresTo(unknown.near, point) < K.NEAR_M ? area.id : governorate.id;
};
K.NEAR_M = 25000; // about the reach of a subdistrict

K.governorateAt = function (point) {
  const [x, y] = K.mercator(point.lng, point.lat);
  return K.base.governorates.find((row) => row.rings.some(({ xy, box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && K.inside(xy, x, y))) || null;
};

// Whether a ring holds a point: an odd number of its edges lies to the right.
K.inside = function (xy, x, y) {
  let odd = false;
  for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
    if (xy[i + 1] > y !== xy[j + 1] > y && x < ((xy[j] - xy[i]) * (y - xy[i + 1])) / (xy[j + 1] - xy[i + 1]) + xy[i]) odd = !odd;
  }
  return odd;
};

// From a point to the nearest event at a place of the records; 0 where none of them lies there.
K.metresTo = function (place, point) {
  let least = Infinity;
  for (let p = 0; p < K.p.place.length; p++) if (K.p.place[p] === place) least = Math.min(least, point.distanceTo([K.p.lat[p] / K.data.degrees, K.p.lon[p] / K.data.degrees]));
  return least === Infinity ? 0 : least;
};

K.entriesPart = function () {
  const part = K.section("tray.entries", K.el("p", { class: "quiet" }, K.t("tray.entries.note"), K.el("code", { dir: "ltr", text: "kharita gazetteer add --from entries.csv" })));
  const area = K.el("textarea", { readOnly: true, rows: 4, dir: "ltr", value: K.entriesCsv(), id: "entries-csv", attr: { "aria-label": K.t("tray.entries") } });
  K.entries.forEach((entry) => part.append(K.entryForm(entry, area)));
  part.append(area, K.el("div", { class: "actions" }, K.button(K.t("tray.copy"), () => K.copy(K.entriesCsv()), { id: "entries-copy" }),
    K.button(K.t("tray.download"), () => K.save("entries.csv", "text/csv", "\ufeff" + K.entriesCsv()), { id: "entries-download" })));
  return part;
};

K.entryForm = function (entry, area) {
  const field = (name, label) => K.el("label", {}, K.el("span", { text: K.t(label) }), K.input(entry, name, area));
  const kind = K.el("select", { attr: { "aria-label": K.t("tray.kind") }, on: { change: () => { entry.kind = kind.value; area.value = K.entriesCsv(); } } }, ...K.KINDS_OF_PLACE.map((name) => K.el("option", { value: name, text: K.t("place." + name) })));
  kind.value = K.KINDS_OF_PLACE.includes(entry.kind) ? entry.kind : "other";
  return K.el("div", { class: "entry" }, field("name_ar", "tray.namear"), field("name_en", "tray.nameen"), K.el("label", {}, K.el("span", { text: K.t("tray.kind") }), kind), field("accuracy_m", "tray.accuracy"), field("parent", "tray.parent"), field("note", "tray.note"),
    K.ltr(entry.lat + ", " + entry.lon, "quiet"), K.button(K.t("tray.remove"), () => { K.entries.splice(K.entries.indexOf(entry), 1); K.renderBody(); K.frame(); }, { class: "link" }));
};

K.input = function (entry, name, area) {
  const node = K.el("input", { type: "text", value: entry[name], dir: "auto", attr: { "aria-label": name }, on: { input: () => { entry[name] = node.value; area.value = K.entriesCsv(); } } });
  return node;
};

K.entriesCsv = () => K.csv([K.ENTRY, ...K.entries.map((entry) => K.ENTRY.map((name) => entry[name]))]);

K.drawEntries = function (c, view) {
  for (const entry of K.entries) {
    const [x, y] = K.mercator(Number(entry.lon), Number(entry.lat)), sx = x * view.scale - view.ox, sy = y * view.scale - view.oy;
    c.beginPath(); c.arc(sx, sy, 6, 0, 7); c.moveTo(sx - 10, sy); c.lineTo(sx + 10, sy); c.moveTo(sx, sy - 10); c.lineTo(sx, sy + 10);
    c.strokeStyle = K.dark() ? "#fff" : "#111"; c.lineWidth = 2; c.stroke();
  }
};
