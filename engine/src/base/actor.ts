// The actors of the call flows, as the seed names them.

export const actors = ['authority', 'server', 'client', 'user', 'update-client', 'download-agent', 'download-server'] as const;

export type Actor = (typeof actors)[number];

/** What a person reads. */
export const actorTitles: Readonly<Record<Actor, string>> = {
  authority: 'Management Authority',
  server: 'Management Server',
  client: 'Management Client',
  user: 'User',
  'update-client': 'Firmware Update Client',
  'download-agent': 'Download User Agent',
  'download-server': 'Download Server',
};

export function isActor(name: string): name is Actor {
  return (actors as readonly string[]).includes(name);
}
