// The card of one event: everything that its dot stands on. `bring`: the map moves where the event would lie out of sight.
K.open = async function (i, bring) {
  if (!(i >= 0 && i < K.n)) return;
  K.S.event = i;
  K.back = document.activeElement;
  K.frame();
  K.saveHash();
  const [detail] = await Promise.all([K.detail(i), K.reference()]), incident = await K.incidentPart(i);
  const id = (await K.ids()).list[i];
  if (K.S.event !== i) return;
  K.renderCard(i, detail, incident, id);
  if (bring) K.bring(i);
  K.noteSight();
  for (const node of document.querySelectorAll("button.event")) K.attr(node, "aria-current", node.getAttribute("data-id") === String(i));
};

K.close = function () {
  if (K.S.event < 0 && K.byId("card").hidden) return;
  K.S.event = -1;
  K.byId("card").hidden = true;
  K.frame();
  K.saveHash();
  if (K.back && K.back.isConnected && K.back !== document.body) K.back.focus(); else K.mapNode().focus();
};

K.renderCard = function (i, detail, incident, id) {
  const card = K.clear(K.byId("card")), style = K.styleOf(i);
  const tools = K.el("div", { class: "tools" },
    K.button("×", K.close, { class: "close", attr: { "aria-label": K.t("card.close") } }),
    K.button(K.t("card.prev"), () => K.step(-1)), K.button(K.t("card.next"), () => K.step(1)),
    K.firstPoint[i] >= 0 ? K.button(K.t("card.zoom"), () => K.goTo(i)) : null,
    K.button(K.t("card.link"), async () => { await K.writeHash(); K.copy(location.href); }));
  const place = K.placeName(K.e.place[i]);
  card.append(tools,
    K.el("h2", {}, K.symbol(K.e.kind[i], style, 26), K.el("span", {}, K.kindName(K.e.kind[i]), place ? K.el("span", { class: "at" }, " — ", K.auto(place)) : null)),
    K.el("p", { class: "facts" }, ...K.facts(i, detail)),
    K.linkedPart("card.denied", K.linked(i, "denies")) || "", K.linkedPart("card.denials", K.linked(i, "deniedBy")) || "",
    K.evidencePart(detail), K.claimsPart(detail), K.wherePart(i, detail), K.actorsPart(detail), K.tollPart(detail), incident || "",
    K.reportPart(i, detail), K.codesPart(i, detail, id));
  for (const node of [...card.childNodes]) if (node.nodeType === 3) node.remove();
  card.setAttribute("aria-label", K.t("card.label"));
  card.dir = K.S.lang === "ar" ? "rtl" : "ltr";
  card.hidden = false;
  card.scrollTop = 0;
  card.focus({ preventScroll: true });
};

K.facts = function (i, detail) {
  const status = K.data.statuses[K.e.status[i]], stance = K.data.stances[K.e.stance[i]];
  const facts = [K.ltr(K.span(K.e.start[i], K.e.end[i]) + (detail.startTime ? " " + detail.startTime : ""), "date"), K.el("span", { class: "pill " + status, text: K.t("status." + status) })];
  if (stance !== "asserted" && stance !== status) facts.push(K.el("span", { class: "pill " + stance, text: K.t("stance." + stance) }));
  if (detail.basis) facts.push(K.el("span", { class: "quiet", text: K.t("date.basis." + detail.basis) }));
  if (detail.timePrecision > 1) facts.push(K.el("span", { class: "quiet", text: K.t("date.prec." + detail.timePrecision) }));
  return facts;
};

K.wherePart = function (i, detail) {
  const part = K.el("section", { class: "part" }, K.el("h3", { text: K.t("card.where") }));
  const rows = [...new Set([...detail.sites, detail.origin, detail.destination])].filter((at) => at !== null && detail.report.mentions[at]);
  if (!rows.length) part.append(K.el("p", { class: "quiet", text: K.t("card.nosite") }));
  for (const at of rows) {
    const label = at === detail.origin ? K.t("card.from") + " " : at === detail.destination ? K.t("card.toward") + " " : "";
    part.append(K.siteBox(detail.report.mentions[at], label));
  }
  return part;
};

K.siteBox = function (mention, label) {
  const name = mention.place >= 0 ? K.placeName(mention.place) : mention.surface, admin = mention.place >= 0 ? K.containers(mention.place).filter((above) => above !== name) : [];
  const box = K.el("div", { class: "site" }, K.el("div", {}, label, K.el("b", {}, K.auto(name)), admin.length ? K.el("span", { class: "quiet" }, " · ", K.auto(admin.join(K.S.lang === "ar" ? "، " : ", "))) : null));
  const precision = mention.where ? K.t("precision." + (mention.where.acled || 1)) + "، ".replace("،", K.S.lang === "ar" ? "،" : ",") +
    (mention.where.geometry >= 0 ? K.t("card.area") : K.t("card.within", { d: K.distance(mention.where.radius) })) : K.t("precision.0");
  box.append(K.el("div", { class: "quiet", text: precision }));
  if (mention.relation && mention.relation.text) box.append(K.el("div", { class: "quiet", text: K.t("card.relation", { a: mention.relation.text }) }));
  if (mention.corrected) box.append(K.el("div", { class: "corrected", text: K.t("card.corrected", { a: mention.corrected, b: name }) }));
  else if (mention.place >= 0 && K.fold(mention.surface) !== K.fold(K.data.places[mention.place].name_ar) && mention.surface) box.append(K.el("div", { class: "quiet", text: K.t("card.asnamed", { a: mention.surface }) }));
  if (mention.reasons.length || mention.rivals.length > 1) box.append(K.whyBox(mention));
  return box;
};

K.whyBox = function (mention) {
  const box = K.el("details", {}, K.el("summary", { text: K.t("card.place") }), K.el("ul", {}, ...mention.reasons.map(K.reason)));
  const own = mention.place >= 0 ? K.data.places[mention.place].id : null, rivals = mention.rivals.filter((rival) => rival[0] !== own);
  if (rivals.length) {
    box.append(K.el("p", { class: "quiet", text: K.t("card.rivals") }), K.el("ul", { class: "rivals" }, ...rivals.slice(0, 8).map(([, arabic, english, , lat, lon]) =>
      K.el("li", {}, K.auto(K.pick(arabic, english)), " ", K.ltr(lat.toFixed(3) + ", " + lon.toFixed(3), "quiet")))));
  }
  return box;
};

K.actorsPart = function (detail) {
  if (!detail.actors.length) return null;
  const list = K.el("dl", { class: "pairs" });
  for (const actor of detail.actors) list.append(K.el("dt", { text: K.t("role." + actor.role) }), K.el("dd", {}, K.auto(K.actorName(actor.code))));
  return K.el("section", { class: "part" }, K.el("h3", { text: K.t("card.actors") }), list);
};

K.reportPart = function (i, detail) {
  const { report } = detail, part = K.el("section", { class: "part" }, K.el("h3", { text: K.t("card.report") }));
  if (report.title) part.append(K.el("p", { dir: "auto", class: "title", text: report.title }));
  const source = K.data.sources[K.e.source[i]];
  part.append(K.el("p", { class: "facts" }, source ? K.auto(source) : null, report.published ? K.el("span", {}, K.t("card.published") + " ", K.ltr(report.published)) : null, K.ltr(report.id, "quiet id")));
  part.append(K.el("p", { class: "url" }, report.url ? K.link(report.url) : K.el("span", { class: "quiet", text: K.t("card.nolink") })));
  const others = [];
  for (let other = K.data.firstEvent[K.e.report[i]]; other < K.n && K.e.report[other] === K.e.report[i]; other++) if (other !== i) others.push(other);
  if (others.length) part.append(K.el("details", {}, K.el("summary", { text: K.t("card.samereport") + " (" + others.length + ")" }), ...others.slice(0, 40).map(K.eventRow)));
  return part;
};

K.codesPart = function (i, detail, id) {
  const lines = ["ACLED: " + detail.acled.join(" / "), "PLOVER: " + detail.plover];
  if (detail.datePrecision !== null) lines.push("UCDP date_prec: " + detail.datePrecision);
  lines.push("id: " + id);
  return K.el("details", { class: "codes" }, K.el("summary", { text: K.t("card.codes") }), K.el("p", { class: "quiet", text: K.t("card.confidence", { n: K.e.confidence[i] }) }),
    ...lines.map((line) => K.el("div", { class: "ltr", dir: "ltr", text: line })), detail.rule ? K.el("div", { class: "ltr", dir: "auto", text: K.t("card.rule") + ": " + detail.rule }) : null);
};

K.goTo = function (i) {
  const bounds = L.latLngBounds([]);
  for (let p = K.firstPoint[i]; p >= 0 && K.p.event[p] === i; p++) bounds.extend(L.latLng(K.p.lat[p] / K.data.degrees, K.p.lon[p] / K.data.degrees).toBounds(Math.max(6000, K.p.radius[p] * 2.6)));
  map.fitBounds(bounds, { maxZoom: 12, animate: !K.calm(), [K.S.lang === "ar" ? "paddingTopLeft" : "paddingBottomRight"]: map.getSize().x > 700 ? [400, 0] : [0, 0] });
};

// A card that is no event's: its close button, and what it takes to show it.
K.beginCard = function () {
  K.S.event = -1;
  K.back = document.activeElement;
  K.frame();
  K.saveHash();
  const card = K.clear(K.byId("card"));
  card.append(K.el("div", { class: "tools" }, K.button("×", K.close, { class: "close", attr: { "aria-label": K.t("card.close") } })));
  return card;
};
K.showCard = function (card) {
  card.dir = K.S.lang === "ar" ? "rtl" : "ltr";
  card.setAttribute("aria-label", K.t("card.label"));
  card.hidden = false;
  card.scrollTop = 0;
  card.focus({ preventScroll: true });
};

// What lies under one group of points, as a list.
K.openGroup = function (cell) {
  const card = K.beginCard(), rows = [...new Set(K.members(cell).map((p) => K.p.event[p]))].sort((a, b) => K.e.start[b] - K.e.start[a]);
  const at = L.point(cell.x - K.drawnView.dx, cell.y - K.drawnView.dy).add(map.layerPointToContainerPoint([0, 0]));
  card.append(K.el("h2", { text: K.t("cluster", { n: K.number(cell.count) }) }), ...rows.slice(0, 200).map(K.eventRow));
  K.showCard(card);
  K.bringPoint(at);
};
