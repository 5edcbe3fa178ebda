// The tab "layers": every filter, with counts that follow the other filters.
K.renderLayers = function (body) {
  const S = K.S, counts = K.counts, facets = K.n === 0 ? [] : [
    K.kindFacet(),
    K.facet("sec.status", K.data.statuses, S.status, counts.status, "status."),
    K.facet("sec.stance", K.data.stances, S.stance, counts.stance, "stance."),
    K.facet("sec.precision", ["1", "2", "3", "0"], S.precision, counts.precision, "precision.", [1, 2, 3, 0]),
    K.data.actors.length ? K.choice("sec.actors", K.data.actors.map((_, row) => K.actorName(row)), S.actor, counts.actor, "find.actor") : "",
    K.data.sources.length > 1 ? K.choice("sec.sources", K.data.sources.map((name) => name || "—"), S.source, counts.source, "find.source") : "",
    K.facet("sec.story", K.data.stories, S.story, counts.story, "story."),
  ];
  K.clear(body).append(...facets, K.mapFacet(), K.n ? K.territoryFacet() : "");
};

K.setFlags = (flags, value) => { flags.fill(value); K.changed(); };

K.kindFacet = function () {
  const S = K.S, section = K.section("sec.kinds", K.el("div", { class: "minor" }, K.button(K.t("all"), () => K.setFlags(S.kind, 1)), K.button(K.t("none"), () => K.setFlags(S.kind, 0))));
  const used = K.once("usedKinds", () => { const seen = new Uint8Array(K.data.kinds.length); for (const kind of K.e.kind) seen[kind] = 1; return seen; });
  K.families.forEach((family, f) => {
    const codes = K.data.symbols.kinds.filter((kind) => kind.family === family.id).map((kind) => K.data.kinds.indexOf(kind.id)).filter((code) => used[code]);
    if (!codes.length) return;
    const on = codes.filter((code) => S.kind[code]).length;
    const head = K.check(K.pick(family.ar, family.en), on === codes.length, codes.reduce((sum, code) => sum + K.counts.kind[code], 0),
      (value) => { for (const code of codes) S.kind[code] = value ? 1 : 0; K.changed(); });
    head.classList.add("family");
    head.style.setProperty("--family", K.color(f));
    head.querySelector("input").indeterminate = on > 0 && on < codes.length;
    section.append(head);
    for (const code of codes) {
      const row = K.check(K.kindName(code), S.kind[code] === 1, K.counts.kind[code], (value) => { S.kind[code] = value ? 1 : 0; K.changed(); },
        { symbol: K.symbol(code, "solid"), only: () => { S.kind.fill(0); S.kind[code] = 1; K.changed(); } });
      row.setAttribute("data-kind", K.data.kinds[code]);
      section.append(row);
    }
  });
  return section;
};

K.facet = function (title, names, flags, counts, prefix, rows) {
  const section = K.section(title);
  names.forEach((name, at) => {
    const row = rows ? rows[at] : at;
    if (!counts[row] && flags[row] && name !== "furniture") return;
    section.append(K.check(K.t(prefix + name), flags[row] === 1, counts[row], (value) => { flags[row] = value ? 1 : 0; K.changed(); }));
  });
  return section;
};

// Many values: none chosen means all. The most frequent first; a field finds the others.
K.choice = function (title, names, flags, counts, find) {
  const list = K.el("div", {}), section = K.section(title), order = [...names.keys()].sort((a, b) => flags[b] - flags[a] || counts[b] - counts[a] || a - b);
  const fill = (query) => {
    const wanted = K.searchKey(query), rows = order.filter((row) => flags[row] || (wanted ? K.searchKey(names[row]).includes(wanted) : counts[row] > 0));
    K.clear(list).append(...rows.slice(0, wanted ? 40 : 8).map((row) => K.check(names[row], flags[row] === 1, counts[row], (value) => { flags[row] = value ? 1 : 0; K.changed(); })));
  };
  if (names.length > 8) {
    const field = K.el("input", { type: "search", placeholder: K.t(find), dir: "auto", value: K.finding[find] || "", attr: { "aria-label": K.t(find) },
      on: { input: () => { K.finding[find] = field.value; fill(field.value); } } });
    section.append(field);
  }
  fill(K.finding[find] || "");
  section.append(list);
  return section;
};
K.finding = {};

K.mapFacet = function () {
  const section = K.section("sec.map");
  for (const name of K.LAYERS) section.append(K.check(K.t("layer." + name), K.S.layer[name], null, (value) => { K.S.layer[name] = value; K.changed(true); }));
  if (K.data.tiles) { const row = K.check(K.t("layer.tiles"), K.tiles.layer !== null, null, K.switchTiles); row.id = "tiles-switch"; section.append(row); }
  return section;
};
