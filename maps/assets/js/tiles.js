// Images of a map server, only where the maker of the page named one, and only after the reader agrees; the answer is not kept.
K.tilesOn = false;
K.askTiles = function () {
  if (!K.data.tiles || K.tilesOn) return;
  const box = K.byId("notices"), question = K.el("div", { class: "ask" });
  question.append(K.el("p", { text: K.t("tiles.ask", { a: K.data.tiles.hosts.join(", ") }) }),
    K.button(K.t("tiles.yes"), () => { question.remove(); K.loadTiles(); }, { id: "tiles-yes" }), K.button(K.t("tiles.no"), () => question.remove(), { id: "tiles-no" }));
  box.append(question);
};

K.loadTiles = function () {
  const { url, subdomains, max_zoom: maxZoom } = K.data.tiles;
  K.tilesOn = true;
  L.tileLayer(url, { subdomains, maxNativeZoom: maxZoom, maxZoom: 18, referrerPolicy: "origin" }).addTo(map);
  K.renderSchematic();
  K.baseSurface.redraw();
};
