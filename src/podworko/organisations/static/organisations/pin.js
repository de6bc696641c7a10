// Sets a point on the drawn map of an area, by pointer or by arrow keys, into the field of typed coordinates.
//
// The map's frame (see core/map_frame.py) stands in data attributes: degrees of its middle, and metres per unit.

const METRES_PER_DEGREE = 111320;
const DIGITS = 6;
const STEP = 4; // units of the picture: some ten metres in an estate
const LONG_STEP = 10;
const SVG_WIDTH = 720;
const SVG_HEIGHT = 480;

for (const box of document.querySelectorAll("[data-pin]")) {
  const field = document.getElementById(box.dataset.pin);
  const picture = box.querySelector("svg");
  const mark = box.querySelector("[data-pin-mark]");
  const said = box.querySelector("[data-pin-said]");
  const middle = { longitude: Number(box.dataset.longitude), latitude: Number(box.dataset.latitude) };
  const metres = Number(box.dataset.metresPerUnit);
  const narrowing = Math.cos((middle.latitude * Math.PI) / 180);

  const toDegrees = ({ x, y }) => ({
    latitude: middle.latitude + ((SVG_HEIGHT / 2 - y) * metres) / METRES_PER_DEGREE,
    longitude: middle.longitude + ((x - SVG_WIDTH / 2) * metres) / (METRES_PER_DEGREE * narrowing),
  });
  const toPicture = ({ latitude, longitude }) => ({
    x: SVG_WIDTH / 2 + ((longitude - middle.longitude) * METRES_PER_DEGREE * narrowing) / metres,
    y: SVG_HEIGHT / 2 - ((latitude - middle.latitude) * METRES_PER_DEGREE) / metres,
  });
  const typed = () => {
    const match = field.value.trim().match(/^(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)$/);
    return match ? toPicture({ latitude: Number(match[1]), longitude: Number(match[2]) }) : null;
  };
  const draw = (at) => {
    mark.setAttribute("visibility", at ? "visible" : "hidden");
    if (at) mark.setAttribute("transform", `translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`);
  };
  const set = (at) => {
    const inside = { x: Math.min(Math.max(at.x, 0), SVG_WIDTH), y: Math.min(Math.max(at.y, 0), SVG_HEIGHT) };
    const { latitude, longitude } = toDegrees(inside);
    field.value = `${latitude.toFixed(DIGITS)}, ${longitude.toFixed(DIGITS)}`;
    draw(inside);
    said.textContent = field.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // With a script the picture is a control: it takes focus and arrow keys.
  picture.setAttribute("tabindex", "0");
  picture.setAttribute("role", "application");
  const help = box.querySelector("[data-pin-help]");
  help.hidden = false;
  help.id = `${field.id}_map_help`;
  picture.setAttribute("aria-describedby", help.id);

  picture.addEventListener("click", (event) => {
    const frame = picture.getBoundingClientRect();
    set({
      x: ((event.clientX - frame.left) / frame.width) * SVG_WIDTH,
      y: ((event.clientY - frame.top) / frame.height) * SVG_HEIGHT,
    });
  });
  picture.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!way) return;
    event.preventDefault();
    const step = event.shiftKey ? STEP * LONG_STEP : STEP;
    const at = typed() ?? { x: SVG_WIDTH / 2, y: SVG_HEIGHT / 2 };
    set({ x: at.x + way[0] * step, y: at.y + way[1] * step });
  });
  field.addEventListener("input", () => draw(typed()));
}
