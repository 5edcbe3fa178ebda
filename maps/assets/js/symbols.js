// Symbols: the family gives outline and colour, the kind the mark inside, so that each differs in print and to every eye.
K.dark = () => !K.printing && (K.S.theme === "dark" || (K.S.theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches));
K.color = (family) => (K.dark() ? K.families[family].dark : K.families[family].color);

K.path = (points) => "M" + points.map(([x, y]) => x + " " + y).join("L") + "Z";

K.glyph = function (code) {
  const symbols = K.data.symbols, kind = K.kindOf[code], family = K.families[K.familyOf[code]];
  const [cx, cy] = symbols.centres[family.shape] || [0, 0];
  const marks = symbols.marks[kind.mark].map((ring) => ring.map(([x, y]) => [x + cx, y + cy]));
  return { outline: K.path(symbols.shapes[family.shape]), mark: marks.map(K.path).join("") };
};

// solid: told · double: corroborated · hollow: disputed, alleged, planned · struck: denied
K.styleOf = function (i) {
  const status = K.data.statuses[K.e.status[i]], stance = K.data.stances[K.e.stance[i]];
  if (status === "denied" || stance === "denied") return "struck";
  if (status === "disputed" || stance !== "asserted") return "hollow";
  return status === "corroborated" ? "double" : "solid";
};

K.symbol = function (code, style, size) {
  const { outline, mark } = K.glyph(code), color = K.color(K.familyOf[code]), paper = "var(--panel)";
  const hollow = style === "hollow" || style === "struck";
  const node = K.svg("svg", { viewBox: "-1.5 -1.5 3 3", width: size || 20, height: size || 20, "aria-hidden": "true", focusable: "false", class: "symbol" });
  node.append(K.svg("path", { d: outline, fill: hollow ? paper : color, stroke: hollow ? color : "none", "stroke-width": 0.28 }));
  if (mark) node.append(K.svg("path", { d: mark, fill: hollow ? color : paper, "fill-rule": "evenodd" }));
  if (style === "double") node.append(K.svg("path", { d: K.circlePath(1.38), fill: "none", stroke: color, "stroke-width": 0.16 }));
  if (style === "struck") node.append(K.svg("path", { d: "M-1.3 1.3L1.3 -1.3", stroke: color, "stroke-width": 0.3 }));
  return node;
};

K.circlePath = (r) => "M" + r + " 0A" + r + " " + r + " 0 1 1 " + -r + " 0A" + r + " " + r + " 0 1 1 " + r + " 0Z";

// Drawn once for every kind, style and size, in the pixels of the screen, then copied to whole pixels: a redraw of thousands costs no path.
K.sprites = new Map();
K.ratio = () => (K.printing ? K.SHEET.ratio : Math.min(2, window.devicePixelRatio || 1));
K.stamp = function (c, i, x, y, size) {
  const ratio = K.ratio(), style = K.styleOf(i), code = K.e.kind[i], key = [code, style, size, ratio, K.dark()].join(" ");
  if (!K.sprites.has(key)) K.sprites.set(key, K.drawSprite(code, style, size, ratio));
  c.drawImage(K.sprites.get(key), Math.round((x - size / 2) * ratio) / ratio, Math.round((y - size / 2) * ratio) / ratio, size, size);
};

K.drawSprite = function (code, style, size, ratio) {
  const canvas = document.createElement("canvas"), c = canvas.getContext("2d"), { outline, mark } = K.glyph(code), color = K.color(K.familyOf[code]);
  const paper = K.dark() ? "#14181d" : "#ffffff", hollow = style === "hollow" || style === "struck";
  canvas.width = canvas.height = Math.ceil(size * ratio);
  c.scale(canvas.width / 4, canvas.width / 4); c.translate(2, 2); // a symbol and its rings reach from -2 to 2
  c.lineJoin = "round";
  const shape = new Path2D(outline);
  c.lineWidth = 0.62; c.strokeStyle = paper; c.stroke(shape);
  c.fillStyle = hollow ? paper : color; c.fill(shape);
  if (hollow) { c.lineWidth = 0.28; c.strokeStyle = color; c.stroke(shape); }
  if (mark) { c.fillStyle = hollow ? color : paper; c.fill(new Path2D(mark), "evenodd"); }
  if (style === "double") { c.lineWidth = 0.17; c.strokeStyle = color; c.stroke(new Path2D(K.circlePath(1.5))); }
  if (style === "struck") { c.lineWidth = 0.3; c.strokeStyle = color; c.stroke(new Path2D("M-1.3 1.3L1.3 -1.3")); }
  return canvas;
};
