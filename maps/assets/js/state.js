// What the reader chose, all of it: filters, view, opened event, language, theme. It lives in the address's hash, both ways.
K.LAYERS = ["uncertainty", "arrows", "territory", "governorates", "water", "towns", "clusters"];

K.initState = function () {
  const on = (size) => new Uint8Array(size).fill(1);
  K.S = {
    lang: K.data.options.lang, theme: K.data.options.theme, q: "", from: null, to: null, undated: true, inview: false, event: -1, tab: "layers",
    kind: on(K.data.kinds.length), status: on(K.data.statuses.length), stance: on(K.data.stances.length), story: on(K.data.stories.length),
    precision: on(4), source: new Uint8Array(K.data.sources.length), actor: new Uint8Array(K.data.actors.length),
    layer: Object.fromEntries(K.LAYERS.map((name) => [name, true])),
  };
  K.S.story[K.data.stories.indexOf("furniture")] = 0;
  K.home = null;
};

// Lists in the hash name what is chosen (sources, actors) or what is switched off (the rest), so that a short hash means "all".
K.offList = (flags, names) => names.filter((_, row) => !flags[row]);
K.SETS = () => ({
  k: [K.S.kind, K.data.kinds], s: [K.S.status, K.data.statuses], c: [K.S.stance, K.data.stances], y: [K.S.story, K.data.stories],
  p: [K.S.precision, ["0", "1", "2", "3"]],
});

K.writeHash = async function () {
  const S = K.S, part = new URLSearchParams(), centre = map.getCenter();
  part.set("v", [centre.lat.toFixed(4), centre.lng.toFixed(4), +map.getZoom().toFixed(2)].join(","));
  part.set("l", S.lang);
  if (S.theme !== "auto") part.set("t", S.theme);
  if (S.q) part.set("q", S.q);
  if (S.from !== null || S.to !== null) part.set("d", (S.from === null ? "" : K.isoDay(S.from)) + ".." + (S.to === null ? "" : K.isoDay(S.to)));
  if (!S.undated) part.set("u", "0");
  if (S.inview) part.set("w", "1");
  for (const [key, [flags, names]] of Object.entries(K.SETS())) {
    const off = K.offList(flags, names).join(",");
    if (off !== (key === "y" ? "furniture" : "")) part.set(key, off);
  }
  const chosen = (flags, names) => names.filter((_, row) => flags[row]);
  for (const name of chosen(K.S.source, K.data.sources)) part.append("o", name);
  for (const actor of chosen(K.S.actor, K.data.actors)) part.append("a", actor[0]);
  const layers = K.LAYERS.filter((name) => !S.layer[name]);
  if (layers.length) part.set("x", layers.join(","));
  if (S.tab !== "layers") part.set("b", S.tab);
  if (S.event >= 0) part.set("e", (await K.ids()).list[S.event]);
  const hash = "#" + part.toString();
  if (hash !== location.hash && location.protocol !== "about:") { K.ownHash = hash; history.replaceState(null, "", hash); } // in a notebook's frame there is no address
};
K.saveHash = K.debounce(250, () => K.writeHash());

// Reads the hash; what it does not name falls back to the start. Unknown names are ignored.
K.readHash = async function () {
  const part = new URLSearchParams(location.hash.slice(1)), S = K.S;
  if (["ar", "en"].includes(part.get("l"))) S.lang = part.get("l");
  S.theme = ["light", "dark"].includes(part.get("t")) ? part.get("t") : K.data.options.theme;
  S.q = part.get("q") || "";
  const [from, to] = (part.get("d") || "").split("..");
  S.from = K.dayOf(from || "");
  S.to = K.dayOf(to || "");
  S.undated = part.get("u") !== "0";
  S.inview = part.get("w") === "1";
  for (const [key, [flags, names]] of Object.entries(K.SETS())) {
    const off = part.has(key) ? part.get(key).split(",") : key === "y" ? ["furniture"] : [];
    names.forEach((name, row) => { flags[row] = off.includes(name) ? 0 : 1; });
  }
  const sources = new Set(part.getAll("o")), actors = new Set(part.getAll("a"));
  K.data.sources.forEach((name, row) => { S.source[row] = sources.has(name) ? 1 : 0; });
  K.data.actors.forEach((actor, row) => { S.actor[row] = actors.has(actor[0]) ? 1 : 0; });
  const off = (part.get("x") || "").split(",");
  for (const name of K.LAYERS) S.layer[name] = !off.includes(name);
  S.tab = ["layers", "events", "tray", "method"].includes(part.get("b")) ? part.get("b") : "layers";
  S.event = -1;
  if (part.get("e")) { const row = (await K.ids()).row.get(part.get("e")); if (row !== undefined) S.event = row; }
  const view = (part.get("v") || "").split(",").map(Number);
  return view.length === 3 && view.every(Number.isFinite) ? view : null;
};

K.resetFilters = function () {
  const S = K.S;
  for (const flags of [S.kind, S.status, S.stance, S.story, S.precision]) flags.fill(1);
  S.story[K.data.stories.indexOf("furniture")] = 0;
  S.source.fill(0); S.actor.fill(0);
  S.q = ""; S.from = S.to = null; S.undated = true;
};

// Whether the reader narrowed anything down from how the page opens.
K.filtered = function () {
  const S = K.S, furniture = K.data.stories.indexOf("furniture"), all = (flags) => !flags.includes(0);
  return !(all(S.kind) && all(S.status) && all(S.stance) && all(S.precision) && S.story.every((on, row) => on === (row === furniture ? 0 : 1)) &&
    !S.source.includes(1) && !S.actor.includes(1) && !S.q && S.from === null && S.to === null && S.undated);
};
