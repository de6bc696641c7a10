// Moves marks apart so that none covers another. Pure: points in, points out; lengths in pixels.

const ROUNDS = 80;
const ENOUGH = 0.5;

// Returns where marks of a given size stand whose points are given. Points at one place fan out in a ring.
export function spread(points, size) {
  const spots = points.map((point) => ({ x: point.x, y: point.y }));
  const groups = new Map();
  points.forEach((point, index) => {
    const key = `${Math.round(point.x)} ${Math.round(point.y)}`;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const radius = Math.max(size * 0.75, size / (2 * Math.sin(Math.PI / group.length)));
    group.forEach((index, place) => {
      const angle = (2 * Math.PI * place) / group.length - Math.PI / 2;
      spots[index].x += radius * Math.cos(angle);
      spots[index].y += radius * Math.sin(angle);
    });
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    if (push(spots, size) < ENOUGH) break;
  }
  return spots;
}

// Moves every pair that is too close apart, each by half; returns the longest step.
function push(spots, size) {
  let longest = 0;
  for (let one = 0; one < spots.length; one += 1) {
    for (let other = one + 1; other < spots.length; other += 1) {
      let x = spots[other].x - spots[one].x;
      let y = spots[other].y - spots[one].y;
      const distance = Math.hypot(x, y);
      if (distance >= size) continue;
      if (distance < 0.01) { x = Math.cos(one + 1); y = Math.sin(one + 1); }
      const step = (size - distance) / 2 / (distance < 0.01 ? 1 : distance);
      spots[one].x -= x * step;
      spots[one].y -= y * step;
      spots[other].x += x * step;
      spots[other].y += y * step;
      longest = Math.max(longest, size - distance);
    }
  }
  return longest;
}

// Returns a line from the true point to the mark, for each mark that stands away from its point.
export function leaders(points, spots, shortest = 9) {
  return points
    .map((point, index) => [point, spots[index]])
    .filter(([point, spot]) => Math.hypot(spot.x - point.x, spot.y - point.y) > shortest);
}
