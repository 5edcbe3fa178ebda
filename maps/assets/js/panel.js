// The panel's head, its tabs, and what the reader searches.
K.TABS = ["layers", "events", "tray", "method"];

K.renderHead = function () {
  const other = K.S.lang === "ar" ? "en" : "ar";
  const language = K.button(K.t("lang.switch"), () => { K.S.lang = other; K.restart(); }, { id: "language", lang: other, class: "chip" });
  const theme = K.button(K.dark() ? K.t("theme.light") : K.t("theme.dark"), () => { K.S.theme = K.dark() ? "light" : "dark"; K.restart(); }, { id: "theme", class: "chip" });
  const toggle = K.button("▾", () => { document.body.classList.toggle("folded"); K.resized(); K.frame(true); }, { id: "fold", class: "chip", attr: { "aria-label": K.t("panel.toggle") } });
  const field = K.el("input", { type: "search", id: "search", value: K.S.q, dir: "auto", placeholder: K.t("search"), attr: { "aria-label": K.t("search"), autocomplete: "off", spellcheck: "false" },
    on: { input: () => { K.S.q = field.value; K.searchSoon(); }, focus: () => K.haystack() } }); // made ready while the reader types
  K.clear(K.byId("head")).append(
    K.el("div", { class: "bar" }, K.el("h1", {}, K.auto(K.data.options.title || K.t("app.title"))), K.el("div", { class: "chips" }, theme, language, toggle)),
    field, K.el("div", { id: "summary" }));
  document.title = K.data.options.title || K.t("app.title");
};

K.searchSoon = K.debounce(120, async () => {
  if (K.S.q) K.byId("summary").classList.add("busy");
  await K.search();
  K.byId("summary").classList.remove("busy");
  K.changed();
});

K.renderSummary = function () {
  const text = K.n === 0 ? K.t("empty") : K.total ? K.t("shown", { n: K.number(K.total), all: K.number(K.n) }) : K.t("shown.none");
  const reset = K.button(K.t("reset"), () => { K.resetFilters(); K.hits = null; K.renderHead(); K.changed(); }, { id: "reset", class: "link" });
  reset.hidden = !K.filtered();
  K.clear(K.byId("summary")).append(K.el("span", { id: "shown", text }), reset);
  K.sayCount(text);
};
K.sayCount = (text) => { K.said = text; K.saySoon(); };
K.saySoon = K.debounce(700, () => { K.byId("live").textContent = K.said; });

K.renderTabs = function () {
  const tabs = K.clear(K.byId("tabs"));
  for (const name of K.TABS) {
    const count = name === "tray" ? K.trayCount() : 0, chosen = K.S.tab === name;
    const tab = K.el("button", { type: "button", id: "tab-" + name, tabIndex: chosen ? 0 : -1, attr: { role: "tab", "aria-selected": chosen, "aria-controls": "body-" + name },
      on: { click: () => K.showTab(name), keydown: (event) => K.moveTab(event, name) } }, K.t("tab." + name), count ? K.el("span", { class: "badge", text: K.number(count) }) : null);
    tabs.append(tab);
    const body = K.byId("body-" + name) || K.byId("bodies").appendChild(K.el("div", { id: "body-" + name, attr: { role: "tabpanel", "aria-labelledby": "tab-" + name }, tabIndex: 0 }));
    body.hidden = !chosen;
  }
  tabs.setAttribute("aria-label", K.t("panel.label"));
};

K.moveTab = function (event, name) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = K.TABS[(K.TABS.indexOf(name) + (K.S.lang === "ar" ? -step : step) + K.TABS.length) % K.TABS.length];
  K.showTab(next);
  K.byId("tab-" + next).focus();
};

K.showTab = function (name) {
  K.S.tab = name;
  document.body.classList.remove("folded");
  K.renderTabs();
  K.renderBody();
  K.saveHash();
};

// Only the tab in sight is built; where the focus was in it, it is again.
K.renderBody = function () {
  const body = K.byId("body-" + K.S.tab), focus = K.focusIn(body), top = K.byId("bodies").scrollTop;
  const open = [...body.querySelectorAll("details")].map((node) => node.open);
  ({ layers: K.renderLayers, events: K.renderEvents, tray: K.renderTray, method: K.renderMethod })[K.S.tab](body);
  body.querySelectorAll("details").forEach((node, row) => { if (open[row]) node.open = true; });
  K.byId("bodies").scrollTop = top;
  if (focus >= 0) { const fields = body.querySelectorAll("input, button, summary, select"); if (fields[focus]) fields[focus].focus(); }
};
K.focusIn = (body) => (body.contains(document.activeElement) ? [...body.querySelectorAll("input, button, summary, select")].indexOf(document.activeElement) : -1);
