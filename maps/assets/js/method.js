// What the page is, how far it can be trusted, where its parts come from; the legend.
K.renderMethod = function (body) {
  K.clear(body).append(K.section("legend", K.el("ul", { class: "legend" }, ...K.legendRows())), ...K.methodParts());
};

// `without`: parts that a printed sheet leaves out.
K.methodParts = function (without) {
  const leave = new Set(without || []);
  const say = (title, ...children) => leave.has(title) ? null : K.el("section", { class: "part" }, K.el("h2", { text: K.t(title) }), ...children);
  const words = (key) => K.el("p", { text: K.t(key) });
  const sources = K.el("ul", { class: "sources" }, ...K.data.sources.filter(Boolean).slice(0, 60).map((name) => K.el("li", {}, K.auto(name))));
  const harm = K.harmLines();
  return [
    ...(harm.length ? [K.el("section", { class: "part harm" }, ...harm.map((line) => K.el("p", { text: line })))] : []),
    say("m.what", words("m.what.t")), say("m.where", words("m.where.t")), say("m.when", words("m.when.t")), say("m.count", words("m.count.t")),
    say("m.base", words("m.base.t"), K.el("ul", {}, ...K.base.attribution.map((line) => K.el("li", {}, K.auto(K.data.text["credit:" + line] ? K.t("credit:" + line) : line))))),
    say("m.private", words(K.data.tiles ? "m.private.tiles" : "m.private.t")), say("m.keys", words("m.keys.t")), K.data.sources.some(Boolean) ? say("m.sources", sources) : null,
    say("m.made", ...K.data.engine.map((line) => K.el("p", { class: "ltr", dir: "ltr", text: line })), K.el("p", { class: "quiet ltr", dir: "ltr", text: "Leaflet 1.9.4 (BSD-2) · folium (MIT) · Noto Sans, Noto Sans Arabic (OFL 1.1)" })),
  ].filter(Boolean);
};

K.harmLines = function () {
  const { coarsened_m: metres, quotes } = K.data.options, lines = [];
  if (metres) lines.push(K.t("harm.coarsened", { d: K.distance(metres) }));
  if (!quotes) lines.push(K.t("harm.noquotes"));
  return lines;
};

K.renderNotices = function () {
  const box = K.clear(K.byId("notices"));
  box.dir = K.S.lang === "ar" ? "rtl" : "ltr";
  for (const line of K.harmLines()) box.append(K.el("p", { text: line }));
};

K.legendRows = function () {
  const used = new Set(), first = K.data.kinds.indexOf("shelling"), rows = [];
  for (let i = 0; i < K.n; i++) if (K.shown[i]) used.add(K.e.kind[i]);
  for (const style of ["double", "hollow", "struck"]) rows.push(K.el("li", {}, K.symbol(first, style, 18), K.t("legend." + style)));
  const line = (...parts) => K.svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true" }, ...parts);
  rows.push(K.el("li", {}, line(K.svg("path", { d: "M10 1A9 9 0 1 1 9.9 1Z", fill: "none", stroke: "currentColor", "stroke-width": 1.4, "stroke-dasharray": "3 2.4" })), K.t("legend.dashed")));
  rows.push(K.el("li", {}, line(K.svg("path", { d: "M1 15Q8 4 15 7", fill: "none", stroke: "currentColor", "stroke-width": 1.8 }), K.svg("path", { d: "M19 9L12 9.5L14.5 4Z", fill: "currentColor" })), K.t("legend.arrow")));
  rows.push(K.el("li", {}, line(K.svg("path", { d: "M10 2A8 8 0 1 1 9.9 2Z", fill: "none", stroke: K.contraColor(), "stroke-width": 3.4, "stroke-dasharray": "1.2 2.2" })), K.t("legend.hatched")));
  const arc = (d, stroke) => K.svg("path", { d, fill: "none", stroke, "stroke-width": 3.2 });
  rows.push(K.el("li", {}, line(arc("M10 3A7 7 0 0 1 10 17", K.color(0)), arc("M10 17A7 7 0 0 1 3.3 8", K.color(1)), arc("M3.3 8A7 7 0 0 1 10 3", K.color(2))), K.t("legend.group")));
  rows.push(K.el("li", {}, line(K.svg("path", { d: "M10 4.5A5.5 5.5 0 1 1 9.9 4.5Z", fill: "none", stroke: "currentColor", "stroke-width": 2 }),
    K.svg("path", { d: "M10 1.4A8.6 8.6 0 0 1 17 15", fill: "none", stroke: K.contraColor(), "stroke-width": 2.4, "stroke-dasharray": "1.2 1.5" })), K.t("legend.share")));
  if (K.S.layer.territory && K.claimants().points.length) rows.push(...K.flagLegend(line));
  for (const kind of K.data.symbols.kinds) { const code = K.data.kinds.indexOf(kind.id); if (used.has(code)) rows.push(K.el("li", {}, K.symbol(code, "solid", 18), K.kindName(code))); }
  return rows;
};

K.flagLegend = function (line) {
  const pole = { d: "M3 19V2", stroke: "currentColor", "stroke-width": 1.8, fill: "none" }, [color, other] = K.dark() ? K.CLAIMANT_DARK : K.CLAIMANT;
  const flag = (attributes, y) => line(K.svg("path", pole), K.svg("path", { d: "M3 " + y + "H18V" + (y + 9) + "H3Z", stroke: color, "stroke-width": 1.8, fill: "none", ...attributes }));
  const notches = line(K.svg("path", pole), K.svg("path", { d: "M3 2H10.5V11H3Z", fill: color }), K.svg("path", { d: "M10.5 2H18V11H10.5Z", fill: other }));
  return [[flag({ fill: color }, 2), "legend.taken"], [flag({}, 2), "legend.neared"], [flag({ "stroke-dasharray": "2.5 1.8" }, 9), "legend.left"], [notches, "legend.contested"]]
    .map(([symbol, key]) => K.el("li", {}, symbol, K.t(key)));
};

// Filled when somebody opens it, and then kept up.
K.renderLegend = function () {
  const box = K.byId("legend"), list = K.el("ul"), fill = () => { if (box.open) K.clear(list).append(...K.legendRows()); };
  box.dir = K.S.lang === "ar" ? "rtl" : "ltr";
  K.clear(box).append(K.el("summary", { text: K.t("legend"), on: { click: () => setTimeout(fill) } }), list);
  fill();
};

K.renderSchematic = function () {
  K.byId("schematic").textContent = K.tiles.layer ? K.data.tiles.credit.replace(/<[^>]*>/g, "") : K.t("scale.schematic") + " · Natural Earth" + K.ownCredit();
};

// The map in words, for who cannot see it.
K.alternative = function () {
  const counts = new Map();
  for (let i = 0; i < K.n; i++) if (K.shown[i]) counts.set(K.e.kind[i], (counts.get(K.e.kind[i]) || 0) + 1);
  const top = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 3).map(([code, n]) => K.kindName(code) + " (" + K.number(n) + ")").join(K.S.lang === "ar" ? "، " : ", ");
  return K.t("alt", { n: K.number(K.total), range: K.range ? K.t("alt.range", { a: K.steadyDay(K.timeFrom()), b: K.steadyDay(K.timeTo()) }) : "", top: top || "—" });
};
