// The moving map beside the list. The list, the filters and the drawn map work without it.

import { leaders, spread } from "./spread.js";
import { sign, words } from "./signs.js";

const MOST_POINTS = 300;
const L = window.L;
const place = document.querySelector("[data-map-moving]");
const data = JSON.parse(document.getElementById("map-data")?.textContent ?? "null");

class MovingMap {
  constructor() {
    this.map = L.map(place, {
      scrollWheelZoom: false,
      // One finger scrolls the page, two move the map: nobody gets caught in it.
      dragging: !L.Browser.mobile,
      touchZoom: true,
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      maxZoom: 19,
    });
    L.control.zoom({ position: "bottomright", zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(this.map);
    place.addEventListener("wheel", (event) => {
      this.map.scrollWheelZoom[event.ctrlKey || event.metaKey ? "enable" : "disable"]();
    }, { capture: true, passive: true });
    this.base();
    this.markers = new Map();
    this.layer = L.layerGroup().addTo(this.map);
    this.query = location.search;
    this.isLarge = data.isLarge;
    if (this.isLarge) this.map.on("moveend", () => this.fetchWindow());
    else this.map.on("zoomend", () => this.arrange());
    this.map.on("popupopen", (event) => this.opened(event.popup));
    this.map.on("popupclose", () => this.choose(null));
  }

  base() {
    if (data.tiles) L.tileLayer(data.tiles, { maxZoom: 19 }).addTo(this.map);
    const edges = data.boundaries.map((boundary) => L.geoJSON(boundary.geometry, {
      interactive: false,
      className: `${boundary.own ? "map-own-edge" : "map-other-edge"}${data.tiles ? " over-tiles" : ""}`,
    }).addTo(this.map));
    this.own = edges.filter((_edge, index) => data.boundaries[index].own);
  }

  async load() {
    if (this.isLarge) {
      if (!this.isFramed) this.frame();
      else await this.fetchWindow();
      return;
    }
    const response = await fetch(data.entries + this.query);
    if (!response.ok) throw new Error(response.status);
    this.entries = (await response.json()).features.filter((feature) => feature.geometry);
    if (!this.isFramed) this.frame();
    this.arrange();
  }

  frame() {
    const bounds = L.latLngBounds(data.window);
    for (const edge of this.own) bounds.extend(edge.getBounds());
    for (const entry of this.isLarge || this.own.length ? [] : this.entries) bounds.extend(latLng(entry));
    this.isFramed = true;
    if (bounds.isValid()) this.map.fitBounds(bounds, { padding: [24, 24], maxZoom: 17 });
    else this.map.setView([52, 19.3], 6);
  }

  // A window of a large area: numbers per square from far away, the entries themselves from near.
  async fetchWindow() {
    const asked = (this.asked = {});
    const parameters = new URLSearchParams(this.query);
    parameters.delete("page");
    parameters.set("bbox", windowOf(this.map.getBounds().pad(0.1)));
    parameters.set("zoom", Math.round(this.map.getZoom()));
    const counted = await (await fetch(`${data.clusters}?${parameters}`)).json();
    if (asked !== this.asked) return;
    if (counted.entries > MOST_POINTS && this.map.getZoom() < this.map.getMaxZoom()) {
      this.entries = [];
      this.numbers(counted.clusters);
      return;
    }
    const entries = await (await fetch(`${data.entries}?${parameters}`)).json();
    if (asked !== this.asked) return;
    this.entries = entries.features;
    this.arrange();
  }

  numbers(clusters) {
    this.clear();
    for (const [longitude, latitude, count] of clusters) {
      const size = 44 + 8 * Math.min(4, Math.floor(Math.log10(count)));
      const icon = L.divIcon({ className: "map-cluster", html: String(count), iconSize: [size, size] });
      const marker = L.marker([latitude, longitude], { icon, riseOnHover: true }).addTo(this.layer);
      name(marker, `${words.entries}: ${count}. ${words.closer}`);
      marker.on("click", () => this.map.setView([latitude, longitude], this.map.getZoom() + 2));
    }
  }

  clear() {
    this.layer.clearLayers();
    this.markers.clear();
    if (this.group) this.map.removeLayer(this.group);
    this.group = null;
  }

  // Few marks stand apart, each tied to its point by a line; many are gathered and fan out when asked.
  arrange() {
    if (!this.entries) return;
    const open = this.chosen;
    const focused = [...this.markers].find(([, marker]) => marker.getElement() === document.activeElement)?.[0];
    this.clear();
    if (this.entries.length > MOST_POINTS / 2) {
      this.group = L.markerClusterGroup({
        showCoverageOnHover: false,
        animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
        maxClusterRadius: 48,
        iconCreateFunction: (cluster) => L.divIcon({ className: "map-cluster", html: String(cluster.getChildCount()), iconSize: [44, 44] }),
        spiderLegPolylineOptions: { className: "map-leader-line", weight: 1.3, opacity: 1 },
      });
      for (const entry of this.entries) this.group.addLayer(this.marker(entry, latLng(entry)));
      this.group.addTo(this.map);
    } else {
      const points = this.entries.map((entry) => this.map.latLngToLayerPoint(latLng(entry)));
      const spots = spread(points, 38);
      for (const line of leaders(points, spots)) {
        const ends = line.map((point) => this.map.layerPointToLatLng(point));
        L.polyline(ends, { className: "map-leader-line", interactive: false }).addTo(this.layer);
        L.circleMarker(ends[0], { radius: 3, className: "map-true-point", interactive: false }).addTo(this.layer);
      }
      this.entries.forEach((entry, index) => {
        this.marker(entry, this.map.layerPointToLatLng(spots[index])).addTo(this.layer);
      });
    }
    if (open) this.markers.get(open)?.openPopup();
    if (focused) this.markers.get(focused)?.getElement()?.focus({ preventScroll: true });
  }

  marker(entry, where) {
    const { properties } = entry;
    const [category, shape, colour] = data.categories[properties.category] ?? ["", "circle", "#1E2A2B"];
    const icon = L.divIcon({
      className: "map-sign",
      html: sign(properties.number ?? properties.letter, data.shapes[shape], colour, properties.precision === "exact"),
      iconSize: [38, 38],
      popupAnchor: [0, -18],
    });
    const marker = L.marker(where, { icon, riseOnHover: true, entry: properties.id });
    name(marker, [properties.number, properties.name, category].filter(Boolean).join(", "));
    marker.bindPopup(() => popup(properties, category), { maxWidth: 300, autoPanPadding: [60, 60] });
    marker.on("mouseover focus", () => row(properties.id)?.classList.add("entry-chosen"));
    marker.on("mouseout blur", () => this.chosen === properties.id || row(properties.id)?.classList.remove("entry-chosen"));
    this.markers.set(properties.id, marker);
    return marker;
  }

  opened(opened) {
    const element = opened.getElement();
    const marker = opened._source.getElement();
    element.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", words.close);
    element.addEventListener("keydown", (event) => event.key === "Escape" && this.map.closePopup(opened));
    // Whoever came by keyboard goes on in the popup and comes back to the mark.
    if (document.activeElement === marker) element.querySelector("a")?.focus({ preventScroll: true });
    opened._source.once("popupclose", () => element.contains(document.activeElement) && marker.focus({ preventScroll: true }));
    this.choose(opened._source.options.entry);
    row(this.chosen)?.scrollIntoView({ block: "nearest" });
  }

  choose(id) {
    for (const old of document.querySelectorAll(".entry-chosen")) old.classList.remove("entry-chosen");
    this.markers.get(this.chosen)?.getElement()?.classList.remove("is-chosen");
    this.chosen = id;
    if (id === null) return;
    row(id)?.classList.add("entry-chosen");
    this.markers.get(id)?.getElement()?.classList.add("is-chosen");
  }

  show(id) {
    const marker = this.markers.get(id);
    if (!marker) return;
    const open = () => { marker.openPopup(); marker.getElement()?.focus({ preventScroll: true }); };
    place.scrollIntoView({ block: "nearest" });
    if (this.group?.hasLayer(marker)) this.group.zoomToShowLayer(marker, open);
    else open();
  }
}

function latLng(entry) {
  return L.latLng(entry.geometry.coordinates[1], entry.geometry.coordinates[0]);
}

function windowOf(bounds) {
  const inside = (value, limit) => Math.max(-limit, Math.min(limit, value)).toFixed(6);
  return [
    inside(bounds.getWest(), 180), inside(bounds.getSouth(), 90), inside(bounds.getEast(), 180), inside(bounds.getNorth(), 90),
  ].join(",");
}

function row(id) {
  return document.getElementById(`entry-${id}`);
}

function name(marker, text) {
  marker.on("add", () => {
    const element = marker.getElement();
    element.setAttribute("aria-label", text);
    element.title = text;
  });
}

function popup(properties, category) {
  const content = document.createElement("div");
  const link = document.createElement("a");
  link.href = new URL(properties.url, location.href).pathname;
  link.textContent = properties.name;
  const title = document.createElement("p");
  const strong = document.createElement("strong");
  strong.append(link);
  title.append(strong);
  content.append(title);
  for (const text of [properties.address, category, words.precision[properties.precision], checked(properties)]) {
    if (!text) continue;
    const line = document.createElement("p");
    line.textContent = text;
    content.append(line);
  }
  return content;
}

// When somebody last said that the entry is right, and by what office.
function checked(properties) {
  if (!properties.assured_date) return words.unchecked;
  const [year, month, day] = properties.assured_date.split("-");
  const said = `${words.checked} ${Number(day)}.${month}.${year}`;
  return properties.assured_by ? `${said}: ${properties.assured_by}` : said;
}

// A mark in the list becomes a button that shows its place.
function tieRows(moving) {
  for (const entry of document.querySelectorAll("[data-entry][data-placed]")) {
    const mark = entry.querySelector(".mark");
    if (!mark || mark.closest("button")) continue;
    const id = Number(entry.dataset.entry);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mark-button";
    // The visible number comes first, so that who says what they see to their computer is understood.
    button.setAttribute("aria-label", `${mark.textContent.trim()}. ${words.show}: ${entry.querySelector(".entry-title").textContent}`);
    mark.replaceWith(button);
    button.append(mark);
    button.addEventListener("click", () => moving.show(id));
    const lift = (isLifted) => moving.markers.get(id)?.getElement()?.classList.toggle("is-chosen", isLifted || moving.chosen === id);
    entry.addEventListener("mouseenter", () => lift(true));
    entry.addEventListener("mouseleave", () => lift(false));
    entry.addEventListener("focusin", () => lift(true));
    entry.addEventListener("focusout", () => lift(false));
  }
}

function start() {
  const drawn = document.querySelector("[data-map-drawn]");
  place.hidden = false;
  drawn.hidden = true;
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", words.map);
  const help = document.querySelector("[data-map-help]");
  if (help) help.hidden = false;
  const moving = new MovingMap();
  const giveUp = () => { place.hidden = true; drawn.hidden = false; };
  moving.load().catch(giveUp);
  tieRows(moving);
  document.addEventListener("map:filtered", () => {
    moving.query = location.search;
    moving.load().catch(giveUp);
    tieRows(moving);
  });
}

if (place && data && L) start();
