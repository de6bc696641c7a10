// Drawing a boundary by clicking its corners. The points stand in a text field, one in a line, latitude first;
// the drawing only writes into it and shows what stands there, so whoever types needs no drawing.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 720;
const HEIGHT = 440;
const STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
const POINT = /^\s*(-?\d+(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d+(?:[.,]\d+)?)\s*$/;

const field = document.querySelector("textarea[data-points]");
const template = document.querySelector("template[data-drawing]");
function begin(field, template) {
  const { outlines, middle } = JSON.parse(document.getElementById("drawing").textContent);
  const known = outlines.map(ringsOf);
  const drawing = template.content.firstElementChild.cloneNode(true);
  field.before(drawing);
  const sheet = drawing.querySelector("svg");
  const count = drawing.querySelector("[data-count]");
  const view = fit([...points(), ...known.flat(2)]) ?? { lon: middle[1], lat: middle[0], span: 0.04 };

  function points() {
    return field.value.split("\n").map((line) => POINT.exec(line)).filter(Boolean)
      .map((found) => [Number(found[2].replace(",", ".")), Number(found[1].replace(",", "."))]);
  }

  function write(list) {
    field.value = list.map(([lon, lat]) => `${lat.toFixed(6)}, ${lon.toFixed(6)}`).join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function show() {
    const corners = points();
    sheet.replaceChildren(
      element("rect", { class: "map-ground", width: WIDTH, height: HEIGHT }),
      ...graticule(view),
      ...known.map((rings) => element("path", { class: "drawing-known", d: rings.map((ring) => pathOf(view, ring)).join("") })),
      element("path", { class: "drawing-shape", d: pathOf(view, corners) }),
      ...corners.map((corner) => element("circle", { class: "drawing-corner", cx: at(view, corner)[0], cy: at(view, corner)[1], r: 5 })),
    );
    count.textContent = corners.length;
  }

  sheet.addEventListener("click", (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
    write([...points(), degrees(view, point.x, point.y)]);
  });
  field.addEventListener("input", () => {
    // What was typed must not lie beside the sheet.
    if (document.activeElement === field && points().some((corner) => !isShown(view, corner))) Object.assign(view, fit(points()));
    show();
  });
  const moves = {
    undo: () => write(points().slice(0, -1)),
    clear: () => write([]),
    nearer: () => { view.span /= 1.6; },
    farther: () => { view.span = Math.min(60, view.span * 1.6); },
    west: () => { view.lon -= view.span / 3; },
    east: () => { view.lon += view.span / 3; },
    north: () => { view.lat += view.span / 4; },
    south: () => { view.lat -= view.span / 4; },
  };
  drawing.addEventListener("click", (event) => {
    const move = moves[event.target.closest("[data-do]")?.dataset.do];
    if (!move) return;
    move();
    show();
  });
  show();
}

function element(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

function ringsOf(geometry) {
  return geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : geometry.coordinates;
}

// Equirectangular about the middle, as the drawn maps of the server (core/map_frame.py). `span`: degrees of latitude over the sheet.
const scale = (view) => HEIGHT / view.span;
const squeeze = (view) => Math.cos((view.lat * Math.PI) / 180);

function at(view, [lon, lat]) {
  return [WIDTH / 2 + (lon - view.lon) * squeeze(view) * scale(view), HEIGHT / 2 - (lat - view.lat) * scale(view)];
}

function degrees(view, x, y) {
  return [view.lon + (x - WIDTH / 2) / scale(view) / squeeze(view), view.lat - (y - HEIGHT / 2) / scale(view)];
}

function isShown(view, corner) {
  const [x, y] = at(view, corner);
  return x >= 0 && x <= WIDTH && y >= 0 && y <= HEIGHT;
}

function fit(list) {
  if (!list.length) return null;
  const lons = list.map(([lon]) => lon);
  const lats = list.map(([, lat]) => lat);
  const extent = (values) => Math.max(...values) - Math.min(...values);
  const lat = (Math.max(...lats) + Math.min(...lats)) / 2;
  const across = extent(lons) * Math.cos((lat * Math.PI) / 180) * (HEIGHT / WIDTH);
  return { lon: (Math.max(...lons) + Math.min(...lons)) / 2, lat, span: Math.max(across, extent(lats), 0.004) * 1.25 };
}

function pathOf(view, ring) {
  return ring.length ? `M${ring.map((corner) => at(view, corner).map((number) => number.toFixed(1)).join(" ")).join("L")}Z` : "";
}

function graticule(view) {
  const step = STEPS.find((each) => view.span / each <= 6) ?? 20;
  const places = Math.max(0, Math.ceil(-Math.log10(step)));
  const drawn = [];
  const [west, north] = degrees(view, 0, 0);
  const [east, south] = degrees(view, WIDTH, HEIGHT);
  for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) {
    const [, y] = at(view, [view.lon, lat]);
    drawn.push(element("path", { class: "drawing-line", d: `M0 ${y}H${WIDTH}` }), element("text", { class: "drawing-number", x: 6, y: y - 5 }, lat.toFixed(places)));
  }
  for (let lon = Math.ceil(west / (2 * step)) * 2 * step; lon <= east; lon += 2 * step) {
    const [x] = at(view, [lon, view.lat]);
    drawn.push(element("path", { class: "drawing-line", d: `M${x} 0V${HEIGHT}` }), element("text", { class: "drawing-number", x: x + 5, y: HEIGHT - 8 }, lon.toFixed(places)));
  }
  return drawn;
}

if (field && template) begin(field, template);
