// Marks of the map as the list draws them, and the words of the map in the language of the page.

const data = JSON.parse(document.getElementById("map-data")?.textContent ?? "null");

export const words = data?.words ?? {};

const PAPER = "#FFFDF8";

// Returns SVG; number and letter come as text, everything else from the program itself.
export function sign(text, [path, middle, size], colour, isExact) {
  const signs = String(text).replace(/[&<>"]/g, "");
  const type = size * ({ 1: 1.1, 2: 1 }[signs.length] ?? 0.72);
  const dashes = isExact ? "" : ' stroke-dasharray="3 2.4"';
  return `<svg viewBox="-1 -1 34 34" width="34" height="34" aria-hidden="true" focusable="false">
    <path d="${path}" fill="${isExact ? colour : PAPER}" stroke="${colour}" stroke-width="2" stroke-linejoin="round"${dashes}/>
    <text x="16" y="${(middle + type * 0.33).toFixed(1)}" font-size="${type.toFixed(1)}" font-weight="600" text-anchor="middle" fill="${isExact ? PAPER : colour}">${signs}</text></svg>`;
}
