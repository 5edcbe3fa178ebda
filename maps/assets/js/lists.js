// The tab "events": everything shown, by date, newest first; and what can be taken away of it.
K.order = () => K.once("order", () => {
  const rows = new Uint32Array(K.n), key = K.e.start;
  for (let i = 0; i < K.n; i++) rows[i] = i;
  return rows.sort((a, b) => key[b] - key[a] || a - b);
});

K.visible = function (limit) {
  const bounds = map.getBounds(), found = [], order = K.order(), degrees = K.data.degrees;
  const [x0, y1] = K.mercator(bounds.getWest(), bounds.getSouth()), [x1, y0] = K.mercator(bounds.getEast(), bounds.getNorth());
  const seen = (i) => { for (let p = K.firstPoint[i]; p >= 0 && K.p.event[p] === i; p++) if (K.px[p] > x0 && K.px[p] < x1 && K.py[p] > y0 && K.py[p] < y1) return true; return false; };
  for (const i of order) {
    if (!K.shown[i] || (K.S.inview && !seen(i))) continue;
    found.push(i);
    if (found.length >= limit) break;
  }
  return degrees ? found : [];
};

K.listLimit = 150;
K.renderEvents = function (body) {
  const rows = K.visible(K.listLimit);
  const box = K.check(K.t("inview"), K.S.inview, null, (value) => { K.S.inview = value; K.renderBody(); K.saveHash(); });
  box.id = "inview";
  K.clear(body).append(K.n === 0 ? "" :
    K.el("div", { class: "actions" },
      K.button(K.t("get.geojson"), () => K.download("geojson"), { id: "get-geojson", title: K.t("get.note") }),
      K.button(K.t("get.csv"), () => K.download("csv"), { id: "get-csv", title: K.t("get.note") }),
      K.button(K.t("get.link"), async () => { await K.writeHash(); K.copy(location.href); }, { id: "get-link" }),
      K.button(K.t("get.print"), () => window.print(), { id: "get-print" })),
    K.n === 0 ? "" : box, K.el("div", { id: "events" }, ...rows.map(K.eventRow)));
  if (!rows.length) body.append(K.el("p", { class: "quiet", text: K.n ? K.t("shown.none") : K.t("empty") }));
  const left = K.total - rows.length;
  if (rows.length >= K.listLimit && left > 0) body.append(K.button(K.t("more", { n: K.number(left) }), () => { K.listLimit += 300; K.renderBody(); }, { class: "wide" }));
};

// Next and previous in the list's order, for keys and for the card.
K.step = function (by) {
  const rows = K.visible(Infinity);
  if (!rows.length) return;
  const at = rows.indexOf(K.S.event);
  K.open(rows[at < 0 ? 0 : (at + by + rows.length) % rows.length], true);
};
