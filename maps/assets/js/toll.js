// Numbers as they were told, and as several reports tell them, side by side.
K.quantity = function (low, high, qualifier) {
  const n = low === null && high === null ? "" : low === high || high === null ? K.number(low) : low === null ? K.number(high) : K.number(low) + "–" + K.number(high);
  return n === "" ? K.t("q.dozens") : K.t("q." + (qualifier in { exact: 1, about: 1, at_least: 1, more_than: 1, up_to: 1 } ? qualifier : "exact"), { n });
};

K.tollText = (toll) => (toll ? K.quantity(toll.low, toll.high, toll.qualifier) : "—");

// What is counted, in the reader's language where the table knows it.
K.counted = (what) => (Object.hasOwn(K.data.text, "count." + what) ? K.t("count." + what) : what);

K.tollPart = function (detail) {
  const part = K.el("section", { class: "part" }, K.el("h3", { text: K.t("card.toll") })), list = K.el("dl", { class: "pairs" });
  for (const [key, toll] of [["card.killed", detail.killed], ["card.injured", detail.injured]]) {
    if (!toll) continue;
    const value = K.el("dd", {}, K.el("b", { text: K.tollText(toll) }), toll.aggregate ? " · " + K.t("card.aggregate") : "");
    for (const group of toll.groups) {
      value.append(K.el("div", { class: "quiet" }, K.quantity(group.low, group.high, "exact") + (group.low === null && group.high === null ? ": " : " "), K.auto(K.counted(group.who)), group.of ? " · " + K.t("card.of", { a: K.counted(group.of) }) : ""));
    }
    list.append(K.el("dt", { text: K.t(key) }), value);
  }
  for (const figure of detail.figures) {
    list.append(K.el("dt", {}, K.auto(K.counted(figure.what))), K.el("dd", {}, K.quantity(figure.low, figure.high, figure.qualifier), figure.by ? K.el("span", { class: "quiet", text: " · " + K.t("card.by", { a: K.speaker(figure.by) }) }) : null));
  }
  if (!list.children.length) return null;
  part.append(list);
  return part;
};

// Every telling of an incident: who tells it, when, with which figures. Nothing is averaged.
K.incidentPart = async function (i) {
  const incident = K.e.incident[i];
  if (incident < 0) return null;
  const rows = [];
  for (let other = 0; other < K.n; other++) if (K.e.incident[other] === incident) rows.push(other);
  if (rows.length < 2) return null;
  const table = K.el("table", {}, K.el("thead", {}, K.el("tr", {}, K.el("th", { text: K.t("card.report") }), K.el("th", { text: K.t("card.killed") }), K.el("th", { text: K.t("card.injured") }))));
  const body = K.el("tbody");
  for (const other of rows.slice(0, 30)) {
    const detail = await K.detail(other), name = K.data.sources[K.e.source[other]] || detail.report.id;
    const cell = K.el("td", {}, other === i ? K.el("b", {}, K.auto(name)) : K.el("button", { type: "button", class: "link", on: { click: () => K.open(other, true) } }, K.auto(name)), " ", K.ltr(K.isoDay(K.e.start[other]), "date"));
    body.append(K.el("tr", {}, cell, K.el("td", { text: K.tollText(detail.killed) }), K.el("td", { text: K.tollText(detail.injured) })));
  }
  table.append(body);
  return K.el("section", { class: "part" }, K.el("h3", { text: K.t("card.incident") }), table);
};

K.linkedPart = function (title, rows) {
  if (!rows.length) return null;
  return K.el("section", { class: "part" }, K.el("h3", { text: K.t(title) }), ...rows.slice(0, 20).map(K.eventRow));
};
