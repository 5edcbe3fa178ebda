// A sentence of a report with what was read in it marked: places, actors, numbers, dates, words of denial.
K.markClass = { actor: "actor", date: "date", killed: "number", injured: "number", figure: "number", stance: "stance", source: "source", kind: "kind" };

// The letters of [start, end), cut at every mark; where marks overlap the earlier, then the longer one wins.
K.evidence = function (detail, start, end) {
  const text = Array.from(K.excerpt(detail.report.snippets, start, end));
  const places = detail.report.mentions.filter(Boolean).map((mention) => ({ start: mention.start, end: mention.end, cls: "place", mention }));
  const marks = [...places, ...detail.marks.map((mark) => ({ start: mark.start, end: mark.end, cls: K.markClass[mark.field] || "kind", rule: mark.rule }))]
    .filter((mark) => mark.start >= start && mark.end <= end && mark.end > mark.start)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const line = K.el("p", { dir: "auto", class: "sentence" });
  let at = start;
  for (const mark of marks) {
    if (mark.start < at) continue;
    line.append(...K.steady(text.slice(at - start, mark.start - start).join("")));
    const node = K.el("mark", { class: mark.cls }, ...K.steady(text.slice(mark.start - start, mark.end - start).join("")));
    if (mark.rule) node.title = mark.rule;
    line.append(node);
    at = mark.end;
  }
  line.append(...K.steady(text.slice(at - start).join("")));
  return line;
};

// Numbered dates, ranges and addresses keep their own order inside a line that runs from right to left.
K.steady = (text) => text.split(/(https?:\/\/\S+|\d+(?:[-/.:]\d+)+)/).map((part, row) => (row % 2 ? K.ltr(part) : part)).filter((part) => part !== "");

// Whether a claim's clause is, to the eye, one of the sentences already shown.
K.shownAlready = (detail, [start, end]) => detail.evidence.some((span) =>
  Math.min(span.end, end) - Math.max(span.start, start) > 0.7 * Math.min(span.end - span.start, end - start));

K.evidencePart = function (detail) {
  const part = K.el("section", { class: "part" }, K.el("h3", { text: K.t("card.evidence") }));
  if (!detail.report.snippets.length) { part.append(K.el("p", { class: "quiet", text: K.t("card.noquotes") })); return part; }
  for (const span of detail.evidence) part.append(K.el("blockquote", {}, K.evidence(detail, span.start, span.end)));
  return part;
};

K.claimsPart = function (detail) {
  if (!detail.claims.length) return null;
  const part = K.el("section", { class: "part" }, K.el("h3", { text: K.t("card.claims") }));
  for (const claim of detail.claims) {
    const row = K.el("div", { class: "claim " + claim.stance }, K.el("span", { class: "stance", text: K.t("stance." + claim.stance) }), K.auto(K.speaker(claim.by), "by"));
    if (claim.via) row.append(K.el("span", { class: "quiet" }, " " + K.t("card.via") + " ", K.auto(K.speaker(claim.via))));
    if (claim.evidence && detail.report.snippets.length && !K.shownAlready(detail, claim.evidence)) row.append(K.el("blockquote", {}, K.evidence(detail, claim.evidence[0], claim.evidence[1])));
    part.append(row);
  }
  return part;
};

K.reason = function (reason) {
  const cut = reason.indexOf("="), code = cut < 0 ? reason : reason.slice(0, cut), words = Object.hasOwn(K.data.reasons, code) ? K.data.reasons[code] : null;
  const node = K.el("li", {}, words ? words[K.S.lang === "ar" ? 0 : 1] : K.ltr(code));
  const detail = reason.slice(cut + 1);
  if (cut >= 0) node.append(": ", K.auto(Object.hasOwn(K.data.text, "place." + detail) ? K.t("place." + detail) : detail));
  return node;
};
