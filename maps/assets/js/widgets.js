// Small parts of the panel that several lists use.
K.section = function (key, ...children) {
  return K.el("section", { class: "part" }, K.el("h2", { text: K.t(key) }), ...children);
};

// A row with a checkbox, a symbol, a name and a count; `only` switches everything else off.
K.check = function (name, checked, count, change, extra) {
  const id = "c" + K.serial++, box = K.el("input", { type: "checkbox", id, checked, on: { change: () => change(box.checked) } });
  const label = K.el("label", { attr: { for: id } }, (extra && extra.symbol) || null, K.auto(name, "name"));
  const row = K.el("div", { class: "check" }, box, label);
  if (extra && extra.only) row.append(K.button(K.t("only"), extra.only, { class: "only", attr: { "aria-label": K.t("only") + ": " + name } }));
  row.append(K.el("span", { class: "count", text: count === null ? "" : K.number(count) }));
  row.classList.toggle("zero", count === 0);
  return row;
};
K.serial = 0;

// One event as a line of a list.
K.eventRow = function (i) {
  const name = K.placeName(K.e.place[i]), extra = K.pointCount[i] > 1 ? " +" + (K.pointCount[i] - 1) : "";
  const row = K.el("button", { type: "button", class: "event", attr: { "aria-current": i === K.S.event ? "true" : "false", "data-id": i }, on: { click: () => K.open(i, true) } },
    K.symbol(K.e.kind[i], K.styleOf(i), 19),
    K.el("span", { class: "what" }, K.el("b", { text: K.kindName(K.e.kind[i]) }), name ? K.el("span", {}, " · ", K.auto(name), extra) : null),
    K.ltr(K.e.start[i] === K.data.noDate ? "—" : K.isoDay(K.e.start[i]), "date"));
  return row;
};

K.toast = function (text) {
  K.byId("live").textContent = text;
  const node = K.el("div", { class: "toast", text });
  K.byId("mapbox").append(node);
  setTimeout(() => node.remove(), 1800);
};

K.copy = async function (text) {
  try { await navigator.clipboard.writeText(text); }
  catch {
    const area = K.el("textarea", { value: text, class: "hidden" });
    document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
  }
  K.toast(K.t("card.copied"));
};
