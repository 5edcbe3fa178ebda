// The time line: a histogram of what passes the other filters, two ends that a mouse, a finger or a key moves, and play.
K.renderTimeline = function () {
  const box = K.clear(K.byId("timeline"));
  box.hidden = !K.range;
  if (!K.range) return;
  box.dir = K.S.lang === "ar" ? "rtl" : "ltr";
  const play = K.button(K.t("time.play"), () => (K.playing ? K.pause() : K.play()), { id: "play", class: "chip" });
  const canvas = K.el("canvas", { id: "bars", attr: { role: "img", "aria-label": K.t("time.histogram") } });
  const end = (name, key) => K.el("input", { type: "range", id: name, min: K.range[0], max: K.range[1], step: 1, dir: "ltr", attr: { "aria-label": K.t(key) } });
  const low = end("from", "time.start"), high = end("to", "time.end");
  low.addEventListener("input", () => K.setTime(K.earlier(Math.min(+low.value, +high.value)), K.timeTo()));
  high.addEventListener("input", () => K.setTime(K.timeFrom(), K.later(Math.max(+low.value, +high.value))));
  const day = (name, key, act) => { const node = K.el("input", { type: "text", id: name, dir: "ltr", class: "day", placeholder: "2018-05-21", title: K.t(key), attr: { "aria-label": K.t(key), inputmode: "numeric", autocomplete: "off" } }); node.addEventListener("change", () => { const value = K.dayOf(node.value); if (value !== null) act(value); else K.showTime(); }); return node; };
  const track = K.el("div", { class: "track", dir: "ltr" }, canvas, low, high);
  K.dragWindow(canvas);
  const dates = K.el("div", { class: "dates", dir: "ltr" }, day("day-from", "time.from", (value) => K.setTime(value, K.timeTo())), "–", day("day-to", "time.to", (value) => K.setTime(K.timeFrom(), value)));
  const undated = K.check(K.t("time.undated.show"), K.S.undated, null, (value) => { K.S.undated = value; K.changed(); });
  undated.id = "undated";
  undated.hidden = !K.e.start.includes(K.data.noDate);
  box.append(play, track, K.el("div", { class: "side" }, dates, undated));
  K.showTime();
};

K.timeFrom = () => (K.S.from === null ? K.days[0] : K.S.from);
K.timeTo = () => (K.S.to === null ? K.days[1] : K.S.to);
// An end of the time line means all days beyond it, too.
K.earlier = (day) => (day <= K.range[0] ? K.days[0] : day);
K.later = (day) => (day >= K.range[1] ? K.days[1] : day);

K.setTime = function (from, to) {
  K.S.from = from <= K.days[0] ? null : Math.min(from, to);
  K.S.to = to >= K.days[1] ? null : Math.max(from, to);
  K.changed();
};

K.showTime = function () {
  if (!K.range || !K.byId("from")) return;
  K.byId("from").value = K.timeFrom(); K.byId("to").value = K.timeTo();
  K.attr(K.byId("from"), "aria-label", K.t("time.start") + " " + K.isoDay(K.timeFrom()));
  K.attr(K.byId("to"), "aria-label", K.t("time.end") + " " + K.isoDay(K.timeTo()));
  K.byId("day-from").value = K.isoDay(K.timeFrom()); K.byId("day-to").value = K.isoDay(K.timeTo());
  K.drawBars();
};

K.drawBars = function () {
  const canvas = K.byId("bars"), ratio = Math.min(2, window.devicePixelRatio || 1), width = canvas.clientWidth, height = canvas.clientHeight;
  if (!width) return;
  if (canvas.width !== width * ratio) { canvas.width = width * ratio; canvas.height = height * ratio; }
  const c = canvas.getContext("2d"), top = Math.max(1, ...K.histogram), bar = width / K.bins, from = K.binOf(K.timeFrom()), to = K.binOf(K.timeTo()), dark = K.dark();
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, width, height);
  c.font = "400 10px Kharita"; c.textBaseline = "top"; c.fillStyle = dark ? "#9aa3ad" : "#6b675f";
  K.ticks(c, width, height);
  for (let b = 0; b < K.bins; b++) {
    if (!K.histogram[b]) continue;
    const h = Math.max(2, (K.histogram[b] / top) * (height - 16));
    c.fillStyle = b >= from && b <= to ? (dark ? "#8fb8c9" : "#2f5d73") : dark ? "#3b444d" : "#cfc9bd";
    c.fillRect(b * bar + 0.3, height - 13 - h, Math.max(1, bar - (bar > 3 ? 1 : 0.3)), h);
  }
  c.fillStyle = dark ? "#9aa3ad" : "#6b675f"; c.textAlign = "left"; // what lies beyond an end is in its bar
  if (K.days[0] < K.range[0]) c.fillText("‹", 0, 0);
  if (K.days[1] > K.range[1]) c.fillText("›", width - 5, 0);
};

// Years, or months where the whole range is short.
K.ticks = function (c, width, height) {
  const [low, high] = K.range, days = high - low + 1, first = K.isoDay(low), last = K.isoDay(high), byYear = days > 800;
  let year = +first.slice(0, 4), month = byYear ? 1 : +first.slice(5, 7), right = -30;
  for (let guard = 0; guard < 400; guard++) {
    const iso = year + "-" + String(month).padStart(2, "0") + "-01";
    if (iso > last) break;
    const x = ((K.dayOf(iso) - low) / days) * width;
    if (x >= right && x < width - 24) { const text = byYear ? String(year) : iso.slice(0, 7); c.fillText(text, Math.max(0, x), height - 11); right = Math.max(0, x) + c.measureText(text).width + 10; }
    if (byYear) year++; else if (++month > 12) { month = 1; year++; }
  }
};

// A drag over the bars chooses a period; a click on one clears it.
K.dragWindow = function (canvas) {
  let start = null;
  const dayAt = (event) => { const box = canvas.getBoundingClientRect(); return Math.round(K.range[0] + Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) * (K.range[1] - K.range[0])); };
  canvas.addEventListener("pointerdown", (event) => { start = { day: dayAt(event), x: event.clientX }; canvas.setPointerCapture(event.pointerId); });
  canvas.addEventListener("pointermove", (event) => { if (start && Math.abs(event.clientX - start.x) > 3) K.setTime(K.earlier(Math.min(start.day, dayAt(event))), K.later(Math.max(start.day, dayAt(event)))); });
  canvas.addEventListener("pointerup", (event) => { if (start && Math.abs(event.clientX - start.x) <= 3) K.setTime(...K.days); start = null; });
};

K.play = function () {
  const days = K.range[1] - K.range[0] + 1, whole = K.S.from === null && K.S.to === null;
  const width = whole ? Math.max(1, Math.round(days / 20)) : Math.max(1, Math.min(K.timeTo(), K.range[1]) - Math.max(K.timeFrom(), K.range[0]) + 1), step = Math.max(1, Math.round(width / 6));
  let from = whole || K.timeTo() >= K.range[1] ? K.range[0] : Math.max(K.range[0], K.timeFrom());
  K.byId("play").textContent = K.t("time.pause");
  const tick = () => {
    if (from > K.range[1] - width + 1) { K.pause(); return; }
    K.setTime(from, from + width - 1);
    from += step;
  };
  tick();
  K.playing = setInterval(tick, 140);
};
K.pause = function () { clearInterval(K.playing); K.playing = 0; if (K.byId("play")) K.byId("play").textContent = K.t("time.play"); };
