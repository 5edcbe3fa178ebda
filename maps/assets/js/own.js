// What the maker of the page put on the map besides the events: images of a tile archive, and shapes of files of their own. Both are
// drawn on the base map's canvas; each is one more map layer to switch.
K.nameOwnLayers = function () {
  const { archive, overlays } = K.data.own;
  const add = (key, name) => { K.LAYERS.push(key); K.data.text["layer." + key] = [name, name]; };
  if (archive) add("archive", archive.name);
  overlays.forEach((name, row) => add("own" + row, name));
};

K.ownCredit = () => (K.data.own.archive && K.S.layer.archive ? " · " + (K.data.own.archive.credit || K.data.own.archive.name) : "");

K.loadOwn = async function () {
  const { archive, overlays } = K.data.own;
  if (overlays.length) K.overlays = (await K.unpackJson("overlays")).map((shapes) => shapes.map(K.ownShape));
  if (archive) K.archive = K.readArchive(await K.unpack("archive"));
};

// ---- images ----
K.archive = null;
K.BITMAPS = 160; // pictures that are kept unpacked

K.readArchive = function (buffer) {
  const length = new DataView(buffer).getUint32(0, true), { mime, tiles, sizes } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const starts = [];
  let at = 4 + length;
  for (const size of sizes) { starts.push(at); at += size; }
  const zooms = tiles.map((tile) => tile[0]);
  return { buffer, mime, sizes, starts, bitmaps: new Map(), least: Math.min(...new Set(zooms)), most: Math.max(...new Set(zooms)),
    at: new Map(tiles.map(([z, x, y, image]) => [z + "/" + x + "/" + y, image])) };
};

// The picture of an image, unpacked once; until it is there nothing, and then the map is drawn again.
K.bitmap = function (image) {
  const { buffer, mime, starts, sizes, bitmaps } = K.archive;
  if (!bitmaps.has(image)) {
    bitmaps.set(image, null);
    createImageBitmap(new Blob([new Uint8Array(buffer, starts[image], sizes[image])], { type: mime })).then((picture) => { bitmaps.set(image, picture); K.frame(true); }, () => {});
    for (const [old, picture] of bitmaps) { if (bitmaps.size <= K.BITMAPS) break; if (picture) { picture.close(); bitmaps.delete(old); } }
  }
  return bitmaps.get(image);
};

// A tile, or the part of a coarser one that covers it: {image, side, x, y} as shares of that image.
K.tileAt = function (z, x, y) {
  for (let up = 0; z - up >= K.archive.least; up++) {
    const image = K.archive.at.get((z - up) + "/" + (x >> up) + "/" + (y >> up)), n = 2 ** up;
    if (image !== undefined) return { image, side: 1 / n, x: (x % n) / n, y: (y % n) / n };
  }
  return null;
};

K.drawArchive = function (c, view) {
  const z = Math.max(K.archive.least, Math.min(K.archive.most, Math.round(view.zoom + Math.log2(Math.min(2, window.devicePixelRatio || 1)) / 2))), n = 2 ** z, side = view.scale / n;
  const x0 = Math.max(0, Math.floor(view.x0 * n)), x1 = Math.min(n - 1, Math.floor(view.x1 * n)), y0 = Math.max(0, Math.floor(view.y0 * n)), y1 = Math.min(n - 1, Math.floor(view.y1 * n));
  c.imageSmoothingQuality = "high";
  for (let x = x0; x <= x1; x++) for (let y = y0; y <= y1; y++) {
    const part = K.tileAt(z, x, y), picture = part && K.bitmap(part.image);
    if (!picture) continue;
    const left = Math.round(x * side - view.ox), top = Math.round(y * side - view.oy), right = Math.round((x + 1) * side - view.ox), bottom = Math.round((y + 1) * side - view.oy);
    c.drawImage(picture, part.x * picture.width, part.y * picture.height, part.side * picture.width, part.side * picture.height, left, top, right - left, bottom - top);
  }
};

// ---- shapes ----
K.overlays = [];
K.OWN = ["#7b2d8b", "#00695c", "#8d4a00", "#1a3d8f", "#9b1b4b"];
K.ownShape = ([name, kind, lines]) => {
  const rings = lines.map(K.ring), boxes = rings.map((ring) => ring.box);
  const middle = kind === "line" ? null : [(Math.min(...boxes.map((b) => b[0])) + Math.max(...boxes.map((b) => b[2]))) / 2, (Math.min(...boxes.map((b) => b[1])) + Math.max(...boxes.map((b) => b[3]))) / 2];
  return { name, kind, rings, middle };
};

K.drawOwn = function (c, view) {
  const credit = K.ownCredit();
  if (credit !== K.ownCredited) { K.ownCredited = credit; K.renderSchematic(); }
  if (K.archive && credit) K.drawArchive(c, view);
  K.overlays.forEach((shapes, row) => { if (K.S.layer["own" + row]) K.drawOverlay(c, view, shapes, K.OWN[row % K.OWN.length]); });
};

K.drawOverlay = function (c, view, shapes, color) {
  const paper = K.paper(), labels = [];
  c.strokeStyle = c.fillStyle = color; c.lineWidth = 1.8; c.lineJoin = "round";
  for (const { name, kind, rings, middle } of shapes) {
    const x = middle && middle[0] * view.scale - view.ox, y = middle && middle[1] * view.scale - view.oy;
    c.beginPath();
    if (kind === "point") { c.arc(x, y, 4, 0, 7); c.fill(); } else for (const ring of rings) K.trace(c, view, ring, kind === "area");
    if (kind === "area") { c.globalAlpha = K.dark() ? 0.26 : 0.13; c.fill("evenodd"); c.globalAlpha = 1; }
    if (kind !== "point") c.stroke();
    if (name && middle && x > 0 && x < view.width && y > 0 && y < view.height && labels.length < 200) labels.push([name, x, kind === "point" ? y - 10 : y]);
  }
  if (view.zoom < 7.5 && labels.length > 12) return;
  c.font = "600 12px Kharita"; c.textAlign = "center"; c.textBaseline = "middle"; c.lineWidth = 3; c.strokeStyle = paper.halo;
  for (const [name, x, y] of labels) { c.strokeText(name, x, y); c.fillStyle = K.dark() ? paper.text : color; c.fillText(name, x, y); }
};
