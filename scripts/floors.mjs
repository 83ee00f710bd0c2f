// The house plan: which engine room stands on which floor, and which part of each storey may see which.
// Read by eslint.config.mjs (the walls), by the import-circle test and by ARCHITECTURE.md's own test.

/** Engine rooms from the ground up. A room imports only rooms on floors below its own, never beside or above. */
export const floors = [
  ['base'],
  ['xml', 'net', 'fumo'],
  ['wbxml', 'schema', 'download'],
  ['syncml', 'ddf'],
  ['tree', 'session', 'flow'],
  ['device', 'management', 'rules'],
  ['emulation'],
];

/** For every room, the rooms it must not import. */
export function forbiddenRooms() {
  const zones = [];
  floors.forEach((rooms, floor) => {
    const allowed = new Set(floors.slice(0, floor).flat());
    for (const room of rooms) {
      const others = floors.flat().filter((other) => other !== room && !allowed.has(other));
      zones.push({ room, others });
    }
  });
  return zones;
}
