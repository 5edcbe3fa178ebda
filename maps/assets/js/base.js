// One namespace for the page, and the only ways in which it makes elements: text goes in as text, never as markup.
const K = {};

K.byId = (id) => document.getElementById(id);

// el("p", {class: "x", text: "…", on: {click: f}, attr: {…}}, child, …); children that are strings become text.
K.el = function (tag, props, ...children) {
  const node = document.createElement(tag);
  const { text, on, attr, ...rest } = props || {};
  for (const [name, value] of Object.entries(attr || {})) K.attr(node, name, value);
  for (const [name, handler] of Object.entries(on || {})) node.addEventListener(name, handler);
  for (const [name, value] of Object.entries(rest)) {
    if (name === "class") node.className = value;
    else if (name === "style") Object.assign(node.style, value);
    else node[K.PROPERTIES.has(name) ? name : K.refuse(name)] = value;
  }
  if (text !== undefined && text !== null) node.textContent = String(text);
  for (const child of children.flat()) if (child !== null && child !== undefined) node.append(child);
  return node;
};

K.PROPERTIES = new Set(["id", "type", "value", "checked", "disabled", "dir", "lang", "title", "name", "min", "max", "step", "open", "hidden",
  "placeholder", "tabIndex", "htmlFor", "width", "height", "indeterminate", "rows", "readOnly"]);
K.ATTRIBUTES = new Set(["role", "aria-label", "aria-selected", "aria-controls", "aria-expanded", "aria-pressed", "aria-hidden", "aria-live",
  "aria-labelledby", "aria-current", "for", "data-id", "viewBox", "d", "fill", "stroke", "stroke-width", "stroke-dasharray", "width", "height",
  "focusable", "class", "rel", "referrerpolicy", "spellcheck", "autocomplete", "inputmode", "x1", "x2", "y1", "y2", "fill-rule", "opacity"]);

K.refuse = function (name) { throw new Error("not a property that the page sets: " + name); };

K.attr = function (node, name, value) {
  if (!K.ATTRIBUTES.has(name)) K.refuse(name);
  node.setAttribute(name, String(value));
};

K.svg = function (tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes || {})) K.attr(node, name, value);
  node.append(...children);
  return node;
};

// A link only where the address is plainly one of the web; otherwise the address as text.
K.link = function (url, text) {
  const label = K.el("bdi", { dir: "ltr", text: text || url });
  if (!/^https?:\/\//i.test(url)) return label;
  const node = K.el("a", { attr: { rel: "noopener noreferrer nofollow", referrerpolicy: "no-referrer" } }, label);
  node.target = "_blank";
  node.href = url;
  return node;
};

K.clear = (node) => { node.replaceChildren(); return node; };
K.ltr = (text, cls) => K.el("bdi", { dir: "ltr", class: cls || "ltr", text });
K.auto = (text, cls) => K.el("bdi", { dir: "auto", class: cls || "", text });
K.button = (text, action, props) => K.el("button", { type: "button", text, on: { click: action }, ...props });
K.debounce = function (wait, action) {
  let timer = 0;
  return () => { clearTimeout(timer); timer = setTimeout(action, wait); };
};
