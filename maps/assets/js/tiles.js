// Images of a map server, only where the maker of the page named one, and only after the reader agrees; the answer is not kept.
// The schematic map stays under them, for where no image comes.
K.tiles = { answer: null, layer: null };

K.askTiles = function () {
  const old = K.byId("tiles-ask");
  if (old) old.remove();
  if (!K.data.tiles || K.tiles.answer !== null) return;
  const answer = (yes) => { K.tiles.answer = yes; question.remove(); if (yes) K.loadTiles(); K.renderBody(); K.mapNode().focus(); };
  const question = K.el("div", { id: "tiles-ask", class: "ask", dir: K.S.lang === "ar" ? "rtl" : "ltr", attr: { role: "dialog", "aria-label": K.t("tiles.label") },
    on: { keydown: (event) => { if (event.key === "Escape") { event.stopPropagation(); answer(false); } } } },
    K.el("p", {}, ...K.around("tiles.ask", K.ltr(K.data.tiles.hosts.map((host) => host.replace("https://", "")).join(", ")))),
    K.button(K.t("tiles.yes"), () => answer(true), { id: "tiles-yes" }), K.button(K.t("tiles.no"), () => answer(false), { id: "tiles-no" }));
  K.byId("notices").append(question);
};

// The switch among the layers: on asks again, off takes the images away.
K.switchTiles = function (on) {
  K.tiles.answer = on ? null : false;
  if (!on && K.tiles.layer) { K.tiles.layer.remove(); K.tiles.layer = null; }
  K.renderSchematic();
  K.renderBody();
  K.askTiles();
  if (on) K.byId("tiles-yes").focus();
};

K.loadTiles = function () {
  const { url, subdomains, max_zoom: maxNativeZoom } = K.data.tiles;
  let told = false;
  K.tiles.layer = L.tileLayer(url, { subdomains, maxNativeZoom, maxZoom: 18, referrerPolicy: "origin" });
  K.tiles.layer.on("tileerror", () => { if (!told) K.toast(K.t("tiles.silent")); told = true; });
  K.tiles.layer.addTo(map);
  K.renderSchematic();
};
